namespace Sts.Core.Schemas.Binary;

/// <summary>Writes one item of an array.</summary>
/// <typeparam name="TItem">The item's type.</typeparam>
/// <param name="writer">Where to.</param>
/// <param name="item">The item.</param>
public delegate void AvroItemWriter<in TItem>(ref AvroWriter writer, TItem item);
