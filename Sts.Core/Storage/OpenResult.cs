namespace Sts.Core.Storage;

/// <summary>What came of asking to open a session.</summary>
public enum OpenResult
{
    /// <summary>A session was opened.</summary>
    Opened,

    /// <summary>The user already has an active session; nothing changed.</summary>
    AlreadyActive,

    /// <summary>The start lies within a session that has ended: a replay; nothing changed.</summary>
    AlreadyEnded,
}
