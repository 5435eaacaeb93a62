namespace Sts.Core.Storage;

/// <summary>The one form in which times are stored and compared: UTC, whole microseconds (what PostgreSQL keeps), rounded down.</summary>
internal static class Timestamps
{
    public static DateTimeOffset ToStored(this DateTimeOffset value) => new(value.ToStoredUtc());

    /// <summary>As <see cref="ToStored"/>, for raw SQL parameters, which no value converter reaches.</summary>
    public static DateTime ToStoredUtc(this DateTimeOffset value) =>
        new(value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
}
