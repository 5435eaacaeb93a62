namespace Sts.Core.Storage.Entities;

/// <summary>Somebody who was erased; the key is <see cref="UserHash"/>.</summary>
public sealed class ErasedUser
{
    /// <summary>SHA-256 of the user's id, in hexadecimal digits: the id itself is erased.</summary>
    public required string UserHash { get; set; }

    /// <summary>When that was, for the last time. What they had said up to then is not stored again.</summary>
    public DateTimeOffset ErasedAt { get; set; }
}
