using System.ComponentModel.DataAnnotations;

namespace Sts.Agents;

/// <summary>The section <c>Agents:Context</c>: how much of what was said before in the same session agents get to see.</summary>
public sealed class ContextOptions
{
    /// <summary>How many utterances before the one that is decided on; 0 for none.</summary>
    /// <value>The default value is 10.</value>
    [Range(0, 100)]
    public int Utterances { get; set; } = 10;

    /// <summary>How many characters these utterances and the answers to them have in all; the newest ones are kept.</summary>
    /// <value>The default value is 2000.</value>
    [Range(100, 100_000)]
    public int Characters { get; set; } = 2000;

    /// <summary>Of how many users a host keeps the context in memory; those heard longest ago are forgotten, and read from the database if need be.</summary>
    /// <value>The default value is 10000.</value>
    [Range(10, 1_000_000)]
    public int Users { get; set; } = 10_000;
}
