using Avro;

namespace Sts.Core.Schemas.Generation;

/// <summary>How values of an Avro type are declared, read and written in C#.</summary>
/// <param name="Name">The C# type.</param>
/// <param name="Read">From the name of a reader, the expression that reads a value.</param>
/// <param name="Write">From the name of a writer and an expression, the statement that writes its value.</param>
internal sealed record GeneratedType(
    string Name,
    Func<string, string> Read,
    Func<string, string, string> Write)
{
    private const string Reader = "global::Sts.Core.Schemas.Binary.AvroReader";
    private const string Writer = "global::Sts.Core.Schemas.Binary.AvroWriter";

    /// <summary>Whether null is one of the values.</summary>
    public bool IsNullable { get; private init; }

    /// <summary>Whether C# compares values by reference.</summary>
    public bool IsArray { get; private init; }

    /// <summary>The type for a schema; null when it is not supported.</summary>
    public static GeneratedType? From(Schema schema) => schema switch
    {
        ArraySchema array => ArrayOf(array.ItemSchema),
        UnionSchema union => NullOr(union),
        _ => Simple(schema.Tag),
    };

    private static GeneratedType? Simple(Schema.Type tag) => tag switch
    {
        Schema.Type.Null => new("object?", _ => "null", (_, _) => "// null takes no bytes") { IsNullable = true },
        Schema.Type.Boolean => Simple("bool", "Boolean"),
        Schema.Type.Int => Simple("int", "Int"),
        Schema.Type.Long => Simple("long", "Long"),
        Schema.Type.Float => Simple("float", "Float"),
        Schema.Type.Double => Simple("double", "Double"),
        Schema.Type.String => Simple("string", "String"),
        Schema.Type.Bytes => Simple("byte[]", "Bytes") with { IsArray = true },
        _ => null,
    };

    private static GeneratedType Simple(string name, string method) => new(
        name,
        reader => $"{reader}.Read{method}()",
        (writer, value) => $"{writer}.Write{method}({value});");

    private static GeneratedType? NullOr(UnionSchema union)
    {
        var index = union.Schemas.ToList().FindIndex(s => s.Tag == Schema.Type.Null);
        if (union.Count != 2 || index < 0 || From(union[1 - index]) is not { } some)
            return null;

        return some with
        {
            Name = some.Name + "?",
            IsNullable = true,
            Read = reader => $"{reader}.ReadUnionIndex(2) == {index} ? ({some.Name}?)null : {some.Read(reader)}",
            Write = (writer, value) =>
                $"if ({value} is {{ }} given{value}) {{ {writer}.WriteUnionIndex({1 - index}); {some.Write(writer, "given" + value)} }} " +
                $"else {writer}.WriteUnionIndex({index});",
        };
    }

    private static GeneratedType? ArrayOf(Schema itemSchema)
    {
        // Items that take no bytes would let a few bytes declare any number of them; arrays of arrays nobody has asked for.
        if (itemSchema is ArraySchema || itemSchema.Tag == Schema.Type.Null || From(itemSchema) is not { } item ||
            (itemSchema is UnionSchema union && union.Schemas.Any(s => s is ArraySchema)))
            return null;

        return new(
            item.Name + "[]",
            reader => $"{reader}.ReadArray<{item.Name}>(static (ref {Reader} items) => {item.Read("items")})",
            (writer, value) => $"{writer}.WriteArray<{item.Name}>({value}, static (ref {Writer} items, {item.Name} item) => {{ {item.Write("items", "item")} }});")
        {
            IsArray = true,
        };
    }
}
