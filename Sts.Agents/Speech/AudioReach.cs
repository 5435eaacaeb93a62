namespace Sts.Agents.Speech;

/// <summary>Who hears what an output plays.</summary>
public enum AudioReach
{
    /// <summary>Everybody in the room, so only one answer may sound at a time.</summary>
    Room,

    /// <summary>Its user only, so one answer to each user may sound at a time.</summary>
    User,

    /// <summary>Nobody: it is stored. It is never interrupted, and no answer is left out for a newer one.</summary>
    Nobody,
}
