namespace Sts.Agents.Local.Model;

/// <summary>Hashes that stay the same for ever, because a trained model is nothing without them: FNV-1a, mixed at the end as MurmurHash3 does.</summary>
internal struct FeatureHash()
{
    private const uint Offset = 2166136261;
    private const uint Prime = 16777619;

    private uint _hash = Offset;

    /// <summary>The hash of what was appended until now.</summary>
    public readonly uint Value => Mix(_hash);

    public static uint Of(ReadOnlySpan<char> text)
    {
        var hash = new FeatureHash();
        foreach (var character in text)
            hash.Append(character);
        return hash.Value;
    }

    /// <summary>The hash of a sequence, made of the hash of what comes before and of the next part.</summary>
    public static uint Then(uint before, uint next) => Mix((before * Prime) ^ next);

    public void Append(char character) => _hash = (_hash ^ character) * Prime;

    private static uint Mix(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >> 13;
        hash *= 0xc2b2ae35;
        return hash ^ (hash >> 16);
    }
}
