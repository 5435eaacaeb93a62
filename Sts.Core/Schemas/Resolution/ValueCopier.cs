using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas.Resolution;

/// <summary>
/// Copies values from one schema's encoding to another's: what a writer wrote becomes what a reader expects. Made once for a pair of
/// schemas by <see cref="SchemaResolver"/>; safe for concurrent use.
/// </summary>
internal abstract class ValueCopier
{
    /// <summary>Copies one value.</summary>
    /// <param name="from">Stands at the value's first byte, afterwards behind its last.</param>
    /// <param name="to">Where to.</param>
    /// <exception cref="Messaging.InvalidMessageException">The bytes are no value of the writer's schema, or this value has no counterpart.</exception>
    public abstract void Copy(ref AvroReader from, ref AvroWriter to);
}
