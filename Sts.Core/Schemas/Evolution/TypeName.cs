using Avro;

namespace Sts.Core.Schemas.Evolution;

/// <summary>Types as people write them down in a line.</summary>
internal static class TypeName
{
    public static string Of(Schema schema) => schema switch
    {
        ArraySchema array => $"array of {Of(array.ItemSchema)}",
        MapSchema map => $"map of {Of(map.ValueSchema)}",
        UnionSchema union => $"[{string.Join(", ", union.Schemas.Select(Of))}]",
        FixedSchema bytes => $"{bytes.Fullname} of {bytes.Size} bytes",
        NamedSchema named => named.Fullname,
        _ => schema.Name,
    };
}
