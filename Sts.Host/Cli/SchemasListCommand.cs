using System.CommandLine;
using Spectre.Console;
using Sts.Core.Configuration;
using Sts.Core.Schemas.Registry;

namespace Sts.Host.Cli;

/// <summary><c>schemas list</c>: what the registry holds.</summary>
internal static class SchemasListCommand
{
    private const string Advice = "schemas list; there is --json, and settings such as --SchemaRegistry:Url=http://localhost:8081.";

    public static Command Create()
    {
        var words = SchemasSession.Arguments("subject", "The subjects that are listed. Without one, all are.");
        var json = new Option<bool>("--json") { Description = "One JSON array." };
        return SchemasSession.Define(
            new Command("list", "Lists the registry's subjects with their versions, the versions' ids, and the compatibility level that applies.") { words, json },
            words,
            Advice,
            async (parsed, names, settings, cancellationToken) =>
            {
                await using var session = await SchemasSession.OpenAsync(settings, cancellationToken);
                var subjects = new List<SchemasJson.Subject>();
                foreach (var name in await ChooseAsync(session, names, cancellationToken))
                {
                    subjects.Add(await ReadAsync(session, name, cancellationToken));
                }

                Write(subjects, parsed.GetValue(json));
                return CommandLine.Success;
            });
    }

    private static async Task<IEnumerable<string>> ChooseAsync(SchemasSession session, string[] names, CancellationToken cancellationToken)
    {
        var known = await session.Registry.GetAllSubjectsAsync(cancellationToken);
        return names.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw new StsConfigurationException($"The registry has no subject '{unknown}'. A topic's is called <topic>-value; 'schemas list' shows all.")
            : names.Length == 0 ? known.Order(StringComparer.Ordinal) : names.Distinct();
    }

    private static async Task<SchemasJson.Subject> ReadAsync(SchemasSession session, string subject, CancellationToken cancellationToken)
    {
        var versions = new List<SchemasJson.SubjectVersion>();
        foreach (var version in await session.Registry.GetSubjectVersionsAsync(subject, cancellationToken))
        {
            var registered = await session.Registry.GetRegisteredSchemaAsync(subject, version, cancellationToken);
            versions.Add(new SchemasJson.SubjectVersion(version, registered.Id));
        }

        var level = await session.Checker.GetLevelAsync(subject, cancellationToken);
        return new SchemasJson.Subject(subject, level.ToName(), versions);
    }

    private static void Write(List<SchemasJson.Subject> subjects, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(subjects);
        }
        else if (subjects.Count == 0)
        {
            AnsiConsole.WriteLine("The registry holds no subject.");
        }
        else
        {
            TextOutput.WriteTable(
                ["Subject", "Level", "Versions (ids)"],
                subjects.Select(subject => new[]
                {
                    subject.Name, subject.Level, string.Join(", ", subject.Versions.Select(version => $"{version.Version} ({version.Id})")),
                }));
        }
    }
}
