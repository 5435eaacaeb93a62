namespace Sts.Core.Schemas.Http;

/// <summary>How much a cache keeps, and how long it waits.</summary>
/// <param name="Capacity">How many values; beyond it the least recently used are dropped.</param>
/// <param name="Lifetime">How long a value is good; null for ever.</param>
/// <param name="FirstWait">How long a question that failed is not asked again at first.</param>
/// <param name="LongestWait">How long it is not asked again at most.</param>
/// <param name="Time">The clock.</param>
internal sealed record CacheLimits(int Capacity, TimeSpan? Lifetime, TimeSpan FirstWait, TimeSpan LongestWait, TimeProvider Time)
{
    /// <summary>For what never changes.</summary>
    public static CacheLimits From(SchemaRegistryOptions options, TimeProvider time) => new(
        options.MaxCachedSchemas, null, TimeSpan.FromMilliseconds(options.RetriesWaitMs), TimeSpan.FromMilliseconds(options.RetriesMaxWaitMs), time);

    /// <summary>For latest versions.</summary>
    public CacheLimits ForLatest(SchemaRegistryOptions options) =>
        this with { Lifetime = options.LatestCacheTtlSecs < 0 ? null : TimeSpan.FromSeconds(options.LatestCacheTtlSecs) };

    public Backoff NewBackoff() => new(FirstWait, LongestWait, Time);
}
