using Avro;

namespace Sts.Core.Schemas;

/// <summary>Follows the references of schemas.</summary>
public static class ReferencedSchemas
{
    // Far more than anybody has; schemas that are this much entangled are a mistake or an attack.
    private const int MaxSchemas = 1000;

    /// <summary>Gets the text of a schema in which everything is defined that it refers to, so that it can be parsed by itself.</summary>
    /// <param name="registry">Where the referenced schemas are.</param>
    /// <param name="schema">The schema; without references its own text is returned.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SchemaRegistryException">A schema that is referred to can't be had.</exception>
    /// <exception cref="SchemaParseException">A schema is not valid.</exception>
    public static Task<string> ResolveReferencesAsync(
        this ISchemaRegistryClient registry, SchemaDefinition schema, CancellationToken cancellationToken = default) =>
        InlineAsync(
            schema,
            async (reference, cancel) =>
                (await registry.GetRegisteredSchemaAsync(reference.Subject, reference.Version, ignoreDeletedSchemas: false, cancel)).ToDefinition(),
            cancellationToken);

    internal static async Task<string> InlineAsync(
        SchemaDefinition schema, Func<SchemaReference, CancellationToken, Task<SchemaDefinition>> find, CancellationToken cancellationToken)
    {
        if (schema.References.Count == 0)
            return schema.SchemaString;

        var found = new Dictionary<(string Subject, int Version), string>();
        var open = new Queue<SchemaReference>(schema.References);
        while (open.TryDequeue(out var reference))
        {
            if (found.ContainsKey((reference.Subject, reference.Version)))
                continue;

            if (found.Count == MaxSchemas)
                throw new SchemaParseException($"The schema depends on more than {MaxSchemas} others.");

            var other = await find(reference, cancellationToken);
            found.Add((reference.Subject, reference.Version), other.SchemaString);
            foreach (var next in other.References)
                open.Enqueue(next);
        }

        return SchemaText.Inline(schema.SchemaString, found.Values);
    }
}
