using System.ComponentModel.DataAnnotations;

namespace Sts.Processors;

/// <summary>When an utterance is acted on: the section <c>RealTime</c>.</summary>
public sealed class RealTimeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "RealTime";

    /// <summary>An utterance older than this, by our clock, comes from a backlog or a replay: it is stored, but nothing is done about it.</summary>
    /// <value>The default is 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(5);
}
