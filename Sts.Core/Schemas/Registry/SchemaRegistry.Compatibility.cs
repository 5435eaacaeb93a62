using Avro;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Schemas.Registry;

public sealed partial class SchemaRegistry
{
    private const string AllSubjects = "";

    /// <summary>Compares a schema with one version of a subject, by the subject's level.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="version">The only version to compare with; null for the latest.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What stands in the way; empty when the schema is compatible.</returns>
    public async Task<IReadOnlyList<string>> TestCompatibilityAsync(string subject, string schema, int? version, CancellationToken cancellationToken)
    {
        var parsed = Parse(schema);
        var earlier = await GetVersionAsync(subject, version, includeDeleted: false, cancellationToken);
        var level = await GetCompatibilityLevelAsync(subject, cancellationToken);
        return Compare(level, parsed, earlier);
    }

    /// <summary>Compares a schema with those versions of a subject that its level names, as registering it would.</summary>
    /// <returns>What stands in the way; empty when the schema could be registered.</returns>
    public async Task<IReadOnlyList<string>> TestRegistrationAsync(string subject, string schema, CancellationToken cancellationToken) =>
        await FindProblemsAsync(subject, Parse(schema), await store.GetVersionsAsync(subject, cancellationToken), cancellationToken);

    /// <summary>Gets the level that applies to a subject.</summary>
    public async Task<CompatibilityLevel> GetCompatibilityLevelAsync(string subject, CancellationToken cancellationToken) =>
        await FindCompatibilityLevelAsync(subject, cancellationToken) ?? await GetCompatibilityLevelAsync(cancellationToken);

    /// <summary>Gets the level of all subjects without one of their own.</summary>
    public async Task<CompatibilityLevel> GetCompatibilityLevelAsync(CancellationToken cancellationToken) =>
        await FindCompatibilityLevelAsync(AllSubjects, cancellationToken) ?? ParseLevel(options.Value.Embedded.CompatibilityLevel);

    /// <summary>Gets the level that was set for a subject, or null.</summary>
    public async Task<CompatibilityLevel?> FindCompatibilityLevelAsync(string subject, CancellationToken cancellationToken) =>
        await store.FindCompatibilityLevelAsync(subject, cancellationToken) is { } name ? ParseLevel(name) : null;

    /// <summary>Sets the level of a subject, or of all without one of their own when <paramref name="subject"/> is null.</summary>
    public Task SetCompatibilityLevelAsync(string? subject, string level, CancellationToken cancellationToken) =>
        store.SetCompatibilityLevelAsync(subject ?? AllSubjects, ParseLevel(level).ToName(), cancellationToken);

    /// <summary>Removes the level of a subject, or goes back to the configured one when <paramref name="subject"/> is null.</summary>
    public Task RemoveCompatibilityLevelAsync(string? subject, CancellationToken cancellationToken) =>
        store.SetCompatibilityLevelAsync(subject ?? AllSubjects, null, cancellationToken);

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

        var transitive = level is CompatibilityLevel.BackwardTransitive or CompatibilityLevel.ForwardTransitive or CompatibilityLevel.FullTransitive;
        var problems = new List<string>();
        foreach (var version in versions.Where(v => !v.Deleted).Reverse().Take(transitive ? int.MaxValue : 1))
            problems.AddRange(Compare(level, schema, await ResultAsync(version, cancellationToken)));

        return problems;
    }

    private static List<string> Compare(CompatibilityLevel level, Schema schema, SubjectSchema earlier)
    {
        var other = Parse(earlier.SchemaString);
        var problems = new List<string>();
        if (level is CompatibilityLevel.Backward or CompatibilityLevel.BackwardTransitive or CompatibilityLevel.Full or CompatibilityLevel.FullTransitive)
            problems.AddRange(SchemaCompatibility.Check(schema, other).Select(p => $"The new schema can't read version {earlier.Version}. {p}"));

        if (level is CompatibilityLevel.Forward or CompatibilityLevel.ForwardTransitive or CompatibilityLevel.Full or CompatibilityLevel.FullTransitive)
            problems.AddRange(SchemaCompatibility.Check(other, schema).Select(p => $"Version {earlier.Version} can't read the new schema. {p}"));

        return problems;
    }

    private static CompatibilityLevel ParseLevel(string name) =>
        CompatibilityLevelNames.TryParse(name, out var level) ? level : throw Refusal.InvalidCompatibilityLevel();
}
