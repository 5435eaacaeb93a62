using System.Globalization;
using System.Text;
using Sts.Core.Schemas.Registry;

namespace Sts.Core.Schemas.Evolution;

/// <summary>Reports for people: a diff, the reasons, and the fix.</summary>
public static class SchemaReportText
{
    private const string Indent = "    ";

    /// <summary>The verdict in a line and, where something has changed, what has changed and whom that breaks.</summary>
    public static string Describe(SchemaReport report)
    {
        var text = new StringBuilder(Headline(report));
        foreach (var comparison in report.Comparisons)
        {
            if (report.Comparisons.Count > 1)
                text.AppendLine().Append(CultureInfo.InvariantCulture, $"  against {comparison.Older}");

            foreach (var change in comparison.Changes)
                text.AppendLine().Append(CultureInfo.InvariantCulture, $"{Indent}{change}");

            foreach (var reader in comparison.ForbiddenBy(report.Level).GroupBy(problem => problem.BrokenReader))
                Explain(text, reader, comparison.Older);

            foreach (var problem in comparison.Problems.Where(problem => !report.Level.Forbids(problem.BrokenReader)))
                text.AppendLine().Append($"{Indent}{report.Level.ToName()} allows it, but mind: {problem.Reason} {problem.Fix}".TrimEnd());
        }

        if (report.RegistrySays is { } reason)
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"{Indent}{reason}");

        return text.ToString();
    }

    private static string Headline(SchemaReport report)
    {
        var name = report.Subject is null ? report.File : $"{report.Subject}: {report.File}";
        var level = report.Level.ToName();
        var latest = report.Comparisons is [var first, ..] ? first.Older : "";
        return report.Verdict switch
        {
            SchemaVerdict.Registered => $"{name} is registered, as {latest}.",
            SchemaVerdict.New => $"{name} is new; the subject has no version yet.",
            SchemaVerdict.Compatible => $"{name} can follow {latest} ({level}).",
            _ => $"{name} breaks readers ({level}).",
        };
    }

    private static void Explain(StringBuilder text, IGrouping<BrokenReader, SchemaProblem> problems, string older)
    {
        text.AppendLine().Append(Indent).Append(problems.Key is BrokenReader.Newer
            ? $"Whoever reads with this schema can't read what was written with {older}. The BACKWARD and FULL levels refuse that:"
            : $"Whoever reads with {older} can't read what is written with this schema. The FORWARD and FULL levels refuse that:");
        foreach (var problem in problems)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"{Indent}- {problem.Reason}");
            if (problem.Fix is { } fix)
                text.AppendLine().Append(CultureInfo.InvariantCulture, $"{Indent}  Fix: {fix}");
        }
    }
}
