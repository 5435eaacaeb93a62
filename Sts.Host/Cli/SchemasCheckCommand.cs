using System.CommandLine;
using Sts.Core.Configuration;
using Sts.Core.Schemas.Evolution;
using Sts.Core.Schemas.Files;
using Sts.Core.Schemas.Registry;

namespace Sts.Host.Cli;

/// <summary><c>schemas check</c>: says whether changed schemas break readers, before anybody else finds out.</summary>
internal static class SchemasCheckCommand
{
    private const string Advice =
        "schemas check; those are --subject, --against, --level and --json, and settings such as --SchemaRegistry:Url=http://localhost:8081.";

    private const string Description = """
        Says whether the registry would take schema files as new versions, and changes nothing. A file is compared with the latest
        version of its subject, or with all of them where the level is a transitive one; --against compares it with another file.
        It shows what has changed, whom that breaks, and the fix. Ends with 0 if nothing breaks, 3 if something does, 1 if the
        registry did not answer, 2 if a file or an argument is wrong.
        """;

    public static Command Create()
    {
        var words = SchemasSession.Arguments("file or folder", "Schema files (.avsc), and folders with them. Without any, those of STS and of the plugins.");
        var subject = new Option<string?>("--subject") { Description = "The subject of the file, if no processor says it." };
        var against = new Option<string?>("--against") { Description = "An older file to compare with, instead of the registry." };
        var level = new Option<string?>("--level") { Description = "The compatibility level, instead of the subject's; with --against, BACKWARD if it is not given." };
        var json = new Option<bool>("--json") { Description = "One JSON array, with everything in full." };
        return SchemasSession.Define(
            new Command("check", Description) { words, subject, against, level, json },
            words,
            Advice,
            async (parsed, files, settings, cancellationToken) =>
            {
                var demanded = LevelOf(parsed.GetValue(level));
                var reports = parsed.GetValue(against) is { } older
                    ? [Compare(files, older, parsed.GetValue(subject), demanded)]
                    : await AskAsync(files, parsed.GetValue(subject), demanded, settings, cancellationToken);
                return Write(reports, parsed.GetValue(json));
            });
    }

    private static CompatibilityLevel? LevelOf(string? name) => name is null ? null
        : CompatibilityLevelNames.TryParse(name, out var level) ? level
        : throw new StsConfigurationException($"--level is '{name}', but must be one of {CompatibilityLevelNames.All}.");

    private static SchemaReport Compare(string[] files, string older, string? subject, CompatibilityLevel? level)
    {
        if (subject is not null)
        {
            throw new StsConfigurationException("Give either --subject or --against, not both: --against compares files and asks no registry.");
        }

        return files is [var file]
            ? SchemaChecker.Compare(SchemaFile.Read(file), SchemaFile.Read(older), level ?? CompatibilityLevel.Backward)
            : throw new StsConfigurationException($"--against takes one file to compare, but there are {files.Length}.");
    }

    private static async Task<IReadOnlyList<SchemaReport>> AskAsync(
        string[] files, string? subject, CompatibilityLevel? level, string[] settings, CancellationToken cancellationToken)
    {
        await using var session = await SchemasSession.OpenAsync(settings, cancellationToken);
        var reports = new List<SchemaReport>();
        foreach (var (file, name) in session.Find(files, subject))
        {
            reports.Add(await session.Checker.CheckAsync(name, file, level, cancellationToken));
        }

        return reports;
    }

    private static int Write(IReadOnlyList<SchemaReport> reports, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(reports.Select(SchemasJson.Report.Of));
        }
        else
        {
            foreach (var report in reports)
            {
                Console.Out.WriteLine(SchemaReportText.Describe(report));
            }
        }

        return reports.Any(report => report.Verdict is SchemaVerdict.Incompatible) ? CommandLine.Incompatible : CommandLine.Success;
    }
}
