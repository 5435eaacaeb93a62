using Avro;

namespace Sts.Core.Schemas.Registry;

public sealed partial class SchemaRegistry
{
    /// <summary>Gets the ids, ascending, of the schemas that refer to a version of a subject; null for the latest.</summary>
    public async Task<IReadOnlyList<int>> GetReferrersAsync(string subject, int? version, CancellationToken cancellationToken)
    {
        var found = await GetVersionAsync(subject, version, includeDeleted: version is not null, cancellationToken);
        return await store.GetReferrersAsync(subject, found.Version, cancellationToken);
    }

    /// <summary>Writes a schema so that it needs no other one: what it refers to is defined in it.</summary>
    public Task<string> ResolveAsync(SchemaDefinition schema, CancellationToken cancellationToken) =>
        ReferencedSchemas.InlineAsync(
            schema,
            async (reference, cancel) => (await GetVersionAsync(reference.Subject, reference.Version, includeDeleted: true, cancel)).ToDefinition(),
            cancellationToken);

    private async Task<Schema> ParseAsync(SchemaDefinition schema, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var reference in schema.References)
                await EnsureThereAsync(reference, cancellationToken);

            return SchemaText.Parse(await ResolveAsync(schema, cancellationToken));
        }
        catch (SchemaParseException e)
        {
            throw Refusal.InvalidSchema(e);
        }
    }

    private async Task EnsureThereAsync(SchemaReference reference, CancellationToken cancellationToken)
    {
        if (reference.Subject.Any(char.IsControl))
            throw Refusal.InvalidSubject(reference.Subject);

        try
        {
            await GetVersionAsync(reference.Subject, reference.Version, includeDeleted: false, cancellationToken);
        }
        catch (SchemaRegistryException e) when (e.StatusCode == 404)
        {
            throw Refusal.UnknownReference(reference, e);
        }
    }
}
