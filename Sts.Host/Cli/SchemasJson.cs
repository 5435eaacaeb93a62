using System.Text.Json;
using Sts.Core.Schemas.Evolution;
using Sts.Core.Schemas.Registry;

namespace Sts.Host.Cli;

/// <summary>Subjects and reports as JSON, for scripts.</summary>
internal static class SchemasJson
{
    /// <summary>A subject in a list.</summary>
    internal sealed record Subject(string Name, string Level, IReadOnlyList<SubjectVersion> Versions);

    /// <summary>One of its versions.</summary>
    internal sealed record SubjectVersion(int Version, int Id);

    /// <summary>A file that is registered.</summary>
    internal sealed record Registered(string Subject, string File, int Id);

    /// <summary>What a check has found.</summary>
    internal sealed record Report(
        string? Subject, string File, string Level, string Verdict, IReadOnlyList<Comparison> Comparisons, string? RegistrySays)
    {
        public static Report Of(SchemaReport report) => new(
            report.Subject, report.File, report.Level.ToName(), Word(report.Verdict),
            [.. report.Comparisons.Select(comparison => Comparison.Of(comparison, report.Level))], report.RegistrySays);
    }

    /// <summary>A comparison with one older schema.</summary>
    internal sealed record Comparison(string Older, int? Version, IReadOnlyList<Change> Changes, IReadOnlyList<Problem> Problems)
    {
        public static Comparison Of(SchemaComparison comparison, CompatibilityLevel level) => new(
            comparison.Older, comparison.Version,
            [.. comparison.Changes.Select(change => new Change(Word(change.Kind), change.Path, change.Text))],
            [.. comparison.Problems.Select(problem => new Problem(Word(problem.BrokenReader), problem.Reason, problem.Fix, level.Forbids(problem.BrokenReader)))]);
    }

    /// <summary>A difference.</summary>
    internal sealed record Change(string Kind, string Path, string Text);

    /// <summary>A reader that breaks.</summary>
    internal sealed record Problem(string BrokenReader, string Reason, string? Fix, bool IsForbidden);

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
