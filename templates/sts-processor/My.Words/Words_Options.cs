using System.ComponentModel.DataAnnotations;

namespace My.Words;

/// <summary>The section <c>Plugins:My.Words</c>.</summary>
public sealed class Words_Options
{
    /// <summary>Shorter words are not counted.</summary>
    /// <value>The default is 1: all are.</value>
    [Range(1, 100)]
    public int LeastLetters { get; set; } = 1;
}
