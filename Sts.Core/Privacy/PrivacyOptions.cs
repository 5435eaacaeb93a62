using System.ComponentModel.DataAnnotations;
using Sts.Core.Configuration;

namespace Sts.Core.Privacy;

/// <summary>What becomes of what people say, and of their names, outside of the database: the section <c>Privacy</c>.</summary>
public sealed class PrivacyOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Privacy";

    /// <summary>Whether logs and spans name users by a hash, which is always the same for one user in one installation and tells nothing without its key.</summary>
    /// <value>The default is false. Metrics name no users at all, and spans only by their hash.</value>
    public bool HashUsers { get; set; }

    /// <summary>
    /// The key of the hash; at least 16 characters. Hosts with the same key give a user the same hash.
    /// </summary>
    /// <value>The default is none: a random one in <c>Data:Directory</c>, in the file <c>user-hash.key</c>.</value>
    [MinLength(16)]
    [Secret]
    public string? HashKey { get; set; }

    /// <summary>Whether what people say, and what they are answered, may be written to logs and spans.</summary>
    /// <value>The default is false.</value>
    public bool LogText { get; set; }

    /// <summary>How long what people said, and what was decided on it, is kept in the database, by its own time.</summary>
    /// <value>The default is none: for ever.</value>
    [Range(typeof(TimeSpan), "00:01:00", "36500.00:00:00")]
    public TimeSpan? KeepUtterances { get; set; }

    /// <summary>How long sessions, with their summaries, are kept in the database after they ended.</summary>
    /// <value>The default is none: for ever.</value>
    [Range(typeof(TimeSpan), "00:01:00", "36500.00:00:00")]
    public TimeSpan? KeepSessions { get; set; }
}
