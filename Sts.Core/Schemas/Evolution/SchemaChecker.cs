using Avro;
using Sts.Core.Schemas.Files;
using Sts.Core.Schemas.Registry;

namespace Sts.Core.Schemas.Evolution;

/// <summary>Says beforehand what a registry would say to a schema, and why.</summary>
public sealed class SchemaChecker
{
    private readonly ISchemaRegistryClient _registry;

    internal SchemaChecker(ISchemaRegistryClient registry) => _registry = registry;

    /// <summary>Compares two files; nobody is asked.</summary>
    /// <param name="file">The newer one.</param>
    /// <param name="older">The older one.</param>
    /// <param name="level">What must hold.</param>
    public static SchemaReport Compare(SchemaFile file, SchemaFile older, CompatibilityLevel level) =>
        Judge(null, file, level, [SchemaComparison.Of(older.Path, null, older.Schema, file.Schema)]);

    /// <summary>Compares a file with those versions of a subject that the level names.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="file">The file.</param>
    /// <param name="level">What must hold; null for the subject's level.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SchemaRegistryException">The registry did not answer.</exception>
    public async Task<SchemaReport> CheckAsync(string subject, SchemaFile file, CompatibilityLevel? level, CancellationToken cancellationToken)
    {
        var demanded = level ?? await _registry.GetCompatibilityAsync(subject, cancellationToken);
        var comparisons = new List<SchemaComparison>();
        foreach (var version in (await GetVersionsAsync(subject, cancellationToken)).Reverse())
        {
            var registered = await _registry.GetRegisteredSchemaAsync(subject, version, cancellationToken);
            if (file.IsSameAs(registered.SchemaString))
                return new SchemaReport(subject, file.Path, demanded, [SchemaComparison.Of($"version {version}", version, file.Schema, file.Schema)], SchemaVerdict.Registered);

            if (comparisons.Count == 0 || demanded.IsTransitive())
                comparisons.Add(SchemaComparison.Of($"version {version}", version, Parse(registered), file.Schema));
        }

        var report = Judge(subject, file, demanded, comparisons);
        return report.Verdict is SchemaVerdict.Compatible && level is null && !await _registry.IsCompatibleAsync(subject, file.Definition, cancellationToken)
            ? report with { Verdict = SchemaVerdict.Incompatible, RegistrySays = "The registry holds it for incompatible with the latest version, and does not say why." }
            : report;
    }

    /// <summary>Gets the level that applies to a subject.</summary>
    /// <exception cref="SchemaRegistryException">The registry did not answer.</exception>
    public Task<CompatibilityLevel> GetLevelAsync(string subject, CancellationToken cancellationToken) => _registry.GetCompatibilityAsync(subject, cancellationToken);

    private async Task<IReadOnlyList<int>> GetVersionsAsync(string subject, CancellationToken cancellationToken)
    {
        try
        {
            return await _registry.GetSubjectVersionsAsync(subject, cancellationToken);
        }
        catch (SchemaRegistryException exception) when (exception.ErrorCode is SchemaRegistryErrorCodes.SubjectNotFound)
        {
            return [];
        }
    }

    private static SchemaReport Judge(string? subject, SchemaFile file, CompatibilityLevel level, List<SchemaComparison> comparisons)
    {
        var isBroken = comparisons.Any(comparison => comparison.ForbiddenBy(level).Any());
        var worthTelling = comparisons.Where((comparison, index) => index == 0 || comparison.ForbiddenBy(level).Any());
        var verdict = comparisons.Count == 0 ? SchemaVerdict.New : isBroken ? SchemaVerdict.Incompatible : SchemaVerdict.Compatible;
        return new SchemaReport(subject, file.Path, level, [.. worthTelling], verdict);
    }

    private static Schema Parse(SubjectSchema registered)
    {
        try
        {
            return SchemaText.Parse(registered.SchemaString);
        }
        catch (SchemaParseException exception)
        {
            throw new SchemaRegistryException(
                $"Version {registered.Version} of {registered.Subject} can't be compared: {exception.Message}", errorCode: 0, statusCode: null, innerException: exception);
        }
    }
}
