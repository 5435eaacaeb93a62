namespace Sts.Processors;

/// <summary>What became of a request about a session.</summary>
public enum SessionRequestResult
{
    /// <summary>It is on its topic; the processors do the rest.</summary>
    Requested,

    /// <summary>There is no such session.</summary>
    NotFound,

    /// <summary>The session has ended and can't be closed, or is active and has no summary yet.</summary>
    WrongState,
}
