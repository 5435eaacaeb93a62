using System.Text.RegularExpressions;

namespace Sts.Core.Kafka;

/// <summary>Why librdkafka has no connection, as people read it.</summary>
internal static partial class ConnectionFailure
{
    private const string Handshake = "SSL handshake";

    /// <summary>Leaves out for how long a connection had been tried, so that the same failure is told in the same words each time.</summary>
    /// <param name="reason">What librdkafka says, which names the step that failed together with the time only.</param>
    public static string Describe(string reason) => Timing().Replace(
        reason, timing => timing.Groups["state"].Value is "SSL_HANDSHAKE" && !reason.Contains(Handshake, StringComparison.Ordinal) ? $" during the {Handshake}" : "");

    [GeneratedRegex(@" \(after \d+ms in state (?<state>\w+)(, \d+ identical error\(s\) suppressed)?\)")]
    private static partial Regex Timing();
}
