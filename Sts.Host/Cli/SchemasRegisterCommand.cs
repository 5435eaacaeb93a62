using System.CommandLine;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Evolution;
using Sts.Core.Schemas.Files;

namespace Sts.Host.Cli;

/// <summary><c>schemas register</c>: registers schema files, all of them or none.</summary>
internal static class SchemasRegisterCommand
{
    private const string Advice = "schemas register; there are --subject and --json, and settings such as --SchemaRegistry:Url=http://localhost:8081.";

    private const string Description = """
        Registers schema files as new versions of their subjects. All are checked first: if one breaks readers, none is registered.
        One that is registered already stays as it is. Ends with 0 if all are registered, 3 if one breaks readers, 1 if the registry
        did not answer or refused for another reason, 2 if a file or an argument is wrong.
        """;

    public static Command Create()
    {
        var words = SchemasSession.Arguments("file or folder", "Schema files (.avsc), and folders with them. Without any, those of STS and of the plugins.");
        var subject = new Option<string?>("--subject") { Description = "The subject of the file, if no processor says it." };
        var json = new Option<bool>("--json") { Description = "What is registered, as one JSON array." };
        return SchemasSession.Define(
            new Command("register", Description) { words, subject, json },
            words,
            Advice,
            async (parsed, files, settings, cancellationToken) =>
            {
                await using var session = await SchemasSession.OpenAsync(settings, cancellationToken);
                var found = session.Find(files, parsed.GetValue(subject));
                return await FindBrokenAsync(session, found, cancellationToken) is { Count: > 0 } broken
                    ? Refuse(broken)
                    : Write(await RegisterAsync(session, found, cancellationToken), parsed.GetValue(json));
            });
    }

    private static async Task<List<SchemaReport>> FindBrokenAsync(
        SchemasSession session, IReadOnlyList<(SchemaFile File, string Subject)> found, CancellationToken cancellationToken)
    {
        var broken = new List<SchemaReport>();
        foreach (var (file, subject) in found)
        {
            var report = await session.Checker.CheckAsync(subject, file, level: null, cancellationToken);
            if (report.Verdict is SchemaVerdict.Incompatible)
            {
                broken.Add(report);
            }
        }

        return broken;
    }

    private static int Refuse(List<SchemaReport> broken)
    {
        broken.ForEach(report => Console.Error.WriteLine(SchemaReportText.Describe(report)));
        Console.Error.WriteLine("Nothing was registered.");
        return CommandLine.Incompatible;
    }

    private static int Write(List<SchemasJson.Registered> registered, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(registered);
        }
        else
        {
            registered.ForEach(schema => Console.Out.WriteLine($"{schema.Subject}: {schema.File} is registered, id {schema.Id}."));
        }

        return CommandLine.Success;
    }

    private static async Task<List<SchemasJson.Registered>> RegisterAsync(
        SchemasSession session, IReadOnlyList<(SchemaFile File, string Subject)> found, CancellationToken cancellationToken)
    {
        var registered = new List<SchemasJson.Registered>();
        foreach (var (file, subject) in found)
        {
            try
            {
                registered.Add(new SchemasJson.Registered(subject, file.Path, await session.RegisterAsync(file, subject, cancellationToken)));
            }
            catch (SchemaRegistryException exception) when (exception.ErrorCode is SchemaRegistryErrorCodes.IncompatibleSchema)
            {
                // Somebody has registered another version since it was checked.
                throw new SchemaRefusedException($"{subject}: {file.Path}: {exception.Message}");
            }
        }

        return registered;
    }
}
