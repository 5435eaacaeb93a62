using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas.Resolution;

/// <summary>Stands where the writer's values have no counterpart. That matters only when there is such a value: a union may never have taken this branch.</summary>
internal sealed class UnresolvableCopier(string reason) : ValueCopier
{
    /// <summary>Why, in a sentence.</summary>
    public string Reason { get; } = reason;

    public override void Copy(ref AvroReader from, ref AvroWriter to) => throw AvroReaderErrors.NotResolvable(Reason, from.Position);
}
