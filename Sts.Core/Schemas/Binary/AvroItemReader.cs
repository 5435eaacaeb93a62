namespace Sts.Core.Schemas.Binary;

/// <summary>Reads one item of an array.</summary>
/// <typeparam name="TItem">The item's type.</typeparam>
/// <param name="reader">Stands at the item's first byte, afterwards behind its last.</param>
public delegate TItem AvroItemReader<out TItem>(ref AvroReader reader);
