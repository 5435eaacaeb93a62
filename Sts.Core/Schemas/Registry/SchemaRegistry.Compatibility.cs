using Avro;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Schemas.Registry;

public sealed partial class SchemaRegistry
{
    /// <summary>Compares a schema with one version of a subject, by the subject's level.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="version">The only version to compare with; null for the latest, if there is any.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What stands in the way; empty when the schema is compatible.</returns>
    public async Task<IReadOnlyList<string>> TestCompatibilityAsync(
        string subject, SchemaDefinition schema, int? version, CancellationToken cancellationToken)
    {
        var parsed = await ParseAsync(schema, cancellationToken);
        if (version is null && !await HasVersionsAsync(subject, cancellationToken))
            return [];

        var earlier = await GetVersionAsync(subject, version, includeDeleted: false, cancellationToken);
        return await CompareAsync(await GetCompatibilityLevelAsync(subject, cancellationToken), parsed, earlier, cancellationToken);
    }

    /// <summary>Compares a schema with those versions of a subject that its level names, as registering it would.</summary>
    /// <returns>What stands in the way; empty when the schema could be registered.</returns>
    public async Task<IReadOnlyList<string>> TestRegistrationAsync(string subject, SchemaDefinition schema, CancellationToken cancellationToken) =>
        await FindProblemsAsync(
            subject, await ParseAsync(schema, cancellationToken), await store.GetVersionsAsync(subject, cancellationToken), cancellationToken);

    private async Task EnsureCompatibleAsync(string subject, Schema schema, IReadOnlyList<SubjectVersion> versions, CancellationToken cancellationToken)
    {
        var problems = await FindProblemsAsync(subject, schema, versions, cancellationToken);
        if (problems.Count > 0)
            throw Refusal.Incompatible(subject, problems);
    }

    private async Task<IReadOnlyList<string>> FindProblemsAsync(
        string subject, Schema schema, IReadOnlyList<SubjectVersion> versions, CancellationToken cancellationToken)
    {
        var level = await GetCompatibilityLevelAsync(subject, cancellationToken);
        if (level == CompatibilityLevel.None)
            return [];

        var problems = new List<string>();
        foreach (var version in versions.Where(v => !v.Deleted).Reverse().Take(level.IsTransitive() ? int.MaxValue : 1))
            problems.AddRange(await CompareAsync(level, schema, (await ResultsAsync([version], cancellationToken))[0], cancellationToken));

        return problems;
    }

    private async Task<List<string>> CompareAsync(CompatibilityLevel level, Schema schema, SubjectSchema earlier, CancellationToken cancellationToken)
    {
        var other = SchemaText.Parse(await ResolveAsync(earlier.ToDefinition(), cancellationToken));
        var problems = new List<string>();
        if (level is CompatibilityLevel.Backward or CompatibilityLevel.BackwardTransitive or CompatibilityLevel.Full or CompatibilityLevel.FullTransitive)
            problems.AddRange(SchemaCompatibility.Check(schema, other).Select(p => $"The new schema can't read version {earlier.Version}. {p}"));

        if (level is CompatibilityLevel.Forward or CompatibilityLevel.ForwardTransitive or CompatibilityLevel.Full or CompatibilityLevel.FullTransitive)
            problems.AddRange(SchemaCompatibility.Check(other, schema).Select(p => $"Version {earlier.Version} can't read the new schema. {p}"));

        return problems;
    }
}
