namespace Sts.Core.Schemas.Generation;

/// <summary>C# names for Avro names.</summary>
internal static class MemberName
{
    // What a record, or our interface, already has.
    private static readonly HashSet<string> Taken =
    [
        "AvroSchema", "Clone", "Deconstruct", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType",
        "MemberwiseClone", "PrintMembers", "Read", "ReferenceEquals", "ToString", "Write",
    ];

    /// <summary>The name in Pascal case: <c>user_id</c> becomes <c>UserId</c>.</summary>
    public static string Of(string avroName)
    {
        var words = avroName.Split('_', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? "_" + name : name;
    }

    /// <summary>The name of a property in a record, apart from the names that are taken there.</summary>
    public static string OfProperty(string avroName, string recordName)
    {
        var name = Of(avroName);
        return Taken.Contains(name) || name == recordName ? name + "Value" : name;
    }
}
