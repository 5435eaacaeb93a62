using System.ComponentModel.DataAnnotations;

namespace Sts.Host.Security;

/// <summary>How much one caller may ask of the host: the section <c>Http:Limits</c>.</summary>
internal sealed class LimitOptions
{
    /// <summary>How many requests a second a key, or an address without one, may send; twice as many at once. People at this machine are not counted while no keys are set.</summary>
    /// <value>The default is 200; 0 is no limit.</value>
    [Range(0, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 200;

    /// <summary>How often a minute an address may show a key that is none.</summary>
    /// <value>The default is 20.</value>
    [Range(1, 10_000)]
    public int WrongKeysPerMinute { get; set; } = 20;

    /// <summary>How long a request's body may be, in bytes.</summary>
    /// <value>The default is 4,194,304 (4 MiB).</value>
    [Range(1024, 1_073_741_824)]
    public long BodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many connections may be open at once.</summary>
    /// <value>The default is 1000.</value>
    [Range(1, 1_000_000)]
    public int Connections { get; set; } = 1000;
}
