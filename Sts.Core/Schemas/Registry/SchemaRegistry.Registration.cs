using Avro;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Schemas.Registry;

public sealed partial class SchemaRegistry
{
    // Each lost race means that somebody else has added a version, so this is never reached in earnest.
    private const int MaxRegistrationAttempts = 100;

    /// <summary>
    /// Registers a schema under a subject. One that is there already keeps its version; a new one must be compatible as
    /// the subject's level demands.
    /// </summary>
    public async Task<SubjectSchema> RegisterAsync(string subject, SchemaDefinition schema, bool normalize, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxRegistrationAttempts; attempt++)
        {
            var candidate = await PrepareAsync(subject, schema, normalize, cancellationToken);
            var versions = await store.GetVersionsAsync(subject, cancellationToken);
            if (await FindAsync(candidate, versions.Where(v => !v.Deleted), cancellationToken) is { } registered)
                return registered;

            await EnsureModeAsync(subject, SchemaRegistryMode.ReadWrite, cancellationToken);
            await EnsureCompatibleAsync(subject, candidate.Schema, versions, cancellationToken);
            var stored = await store.GetOrAddSchemaAsync(candidate.Definition, candidate.Fingerprint, cancellationToken);
            if (await TryAddAsync(subject, NextVersion(versions), stored, candidate, cancellationToken) is { } added)
                return added;
        }

        throw new SchemaRegistryException(
            $"Subject '{subject}' changes too often to register a schema.", SchemaRegistryErrorCodes.StoreError, 500, isTransient: true);
    }

    /// <summary>Registers a schema with the id, and maybe the version, that it has in another registry; needs the mode IMPORT.</summary>
    public async Task<SubjectSchema> ImportAsync(string subject, SchemaDefinition schema, int id, int? version, CancellationToken cancellationToken)
    {
        if (id <= 0 || version <= 0)
            throw Refusal.NotPermitted("An id and a version must be greater than 0.");

        await EnsureModeAsync(subject, SchemaRegistryMode.Import, cancellationToken);
        var candidate = await PrepareAsync(subject, schema, normalize: false, cancellationToken);
        var added = await store.TryAddSchemaAsync(id, candidate.Definition, candidate.Fingerprint, cancellationToken);
        var stored = await store.FindSchemaAsync(candidate.Fingerprint, cancellationToken);
        if (!added && stored?.Id != id)
            throw Refusal.NotPermitted(stored is null ? $"The id {id} is that of another schema." : $"The schema has the id {stored.Id} here.");

        var versions = await store.GetVersionsAsync(subject, cancellationToken);
        var same = versions.FirstOrDefault(v => version is null ? v.SchemaId == id && !v.Deleted : v.Version == version);
        if (same?.SchemaId == id && !same.Deleted)
            return Result(same, stored!);

        return await TryAddAsync(subject, version ?? NextVersion(versions), stored!, candidate, cancellationToken)
            ?? throw Refusal.NotPermitted($"Subject '{subject}' has another version {version ?? NextVersion(versions)} already.");
    }

    private async Task<SubjectSchema?> TryAddAsync(
        string subject, int number, RegisteredSchema stored, Candidate candidate, CancellationToken cancellationToken)
    {
        var version = new SubjectVersion { Subject = subject, Version = number, SchemaId = stored.Id };
        return await store.TryAddVersionAsync(version, candidate.Definition.References, cancellationToken) ? Result(version, stored) : null;
    }

    private async Task<Candidate> PrepareAsync(string subject, SchemaDefinition schema, bool normalize, CancellationToken cancellationToken)
    {
        if (subject.Length == 0 || subject.Any(char.IsControl))
            throw Refusal.InvalidSubject(subject);

        var parsed = await ParseAsync(schema, cancellationToken);
        var normalized = normalize || await NormalizesAsync(subject, cancellationToken);
        var text = normalized ? SchemaText.Normalize(schema.SchemaString) : SchemaText.Compact(schema.SchemaString);
        return new Candidate(new SchemaDefinition(text, schema.References), parsed, SchemaText.Fingerprint(text, schema.References), normalized);
    }

    private async Task<SubjectSchema?> FindAsync(Candidate candidate, IEnumerable<SubjectVersion> versions, CancellationToken cancellationToken)
    {
        var known = await store.FindSchemaAsync(candidate.Fingerprint, cancellationToken);
        if (known is not null && versions.LastOrDefault(v => v.SchemaId == known.Id) is { } version)
            return Result(version, known);

        // What was registered as it was written may still be another spelling of the same.
        return candidate.Normalized
            ? (await ResultsAsync([.. versions], cancellationToken)).LastOrDefault(v =>
                SchemaText.Normalize(v.SchemaString) == candidate.Definition.SchemaString && v.References.SequenceEqual(candidate.Definition.References))
            : null;
    }

    private static int NextVersion(IReadOnlyList<SubjectVersion> versions) => versions.Count == 0 ? 1 : versions[^1].Version + 1;

    private sealed record Candidate(SchemaDefinition Definition, Schema Schema, string Fingerprint, bool Normalized);
}
