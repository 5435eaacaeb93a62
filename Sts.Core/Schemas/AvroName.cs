using System.Text.Json.Nodes;

namespace Sts.Core.Schemas;

/// <summary>Names of types and how they are completed. Source: Apache Avro specification, "Names".</summary>
internal static class AvroName
{
    private static readonly HashSet<string> Primitives =
        ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];

    public static bool IsPrimitive(string name) => Primitives.Contains(name);

    /// <summary>The full name of a type that is defined within a namespace.</summary>
    public static string Of(JsonObject definition, string space) => Qualify($"{definition["name"]}", definition["namespace"]?.ToString() ?? space);

    /// <summary>A name with the namespace, unless it has one itself.</summary>
    public static string Qualify(string name, string space) => name.Contains('.') || space.Length == 0 ? name : $"{space}.{name}";

    /// <summary>The full name of a type that is used within a namespace: one of that namespace or, failing that, one that has none.</summary>
    public static string Resolve(string name, string space, Predicate<string> isKnown)
    {
        var qualified = Qualify(name, space);
        return isKnown(name) && !isKnown(qualified) ? name : qualified;
    }

    /// <summary>The namespace of a full name; empty for none.</summary>
    public static string Namespace(string fullName) => fullName.LastIndexOf('.') is > 0 and var end ? fullName[..end] : "";
}
