using System.CommandLine;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Core.Kafka;
using Sts.Core.Plugins;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Evolution;
using Sts.Core.Schemas.Files;
using Sts.Host.Hosting;

namespace Sts.Host.Cli;

/// <summary>What the <c>schemas</c> commands work with: the configured registry, or that of the running host, and what the processors say.</summary>
internal sealed class SchemasSession : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private SchemasSession(IConfiguration configuration) => _services = new ServiceCollection()
        .AddLogging()
        .AddSchemas(configuration)
        .AddProcessing(configuration, StsApplication.Processors, PluginCatalog.Load(configuration))
        .BuildServiceProvider();

    public ISchemaRegistryClient Registry => _services.GetRequiredService<ISchemaRegistryClient>();

    public SchemaChecker Checker => _services.GetRequiredService<SchemaChecker>();

    private MessageSubjects Subjects => _services.GetRequiredService<MessageSubjects>();

    /// <summary>The argument that takes all words of a command, and settings among them.</summary>
    public static Argument<string[]> Arguments(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.ZeroOrMore };

    /// <summary>Makes a command of what it does with its words and settings.</summary>
    public static Command Define(
        Command command, Argument<string[]> arguments, string advice, Func<ParseResult, string[], string[], CancellationToken, Task<int>> run)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(() =>
        {
            var (words, settings) = CommandWords.Divide(parsed, parsed.GetValue(arguments) ?? [], advice);
            return run(parsed, words, settings, cancellationToken);
        }));
        return command;
    }

    /// <exception cref="StsConfigurationException">No registry is configured, and no host is running.</exception>
    public static async Task<SchemasSession> OpenAsync(string[] settings, CancellationToken cancellationToken)
    {
        var configuration = StsApplication.ReadConfiguration(settings);
        await RunningHost.CompleteAsync(configuration, "SchemaRegistry:Url", host => host.SchemaRegistryUrl, cancellationToken);
        return new SchemasSession(configuration);
    }

    /// <summary>Finds the files that are meant, and their subjects.</summary>
    /// <param name="words">Files and folders; none for those that come with the processors.</param>
    /// <param name="subject">The subject of the only file; null to find it.</param>
    /// <exception cref="StsConfigurationException">One is not there, is no schema, or has no subject.</exception>
    public IReadOnlyList<(SchemaFile File, string Subject)> Find(IReadOnlyList<string> words, string? subject)
    {
        var files = words.Count == 0 ? _services.GetRequiredService<SchemaFolders>().ReadAll() : [.. words.SelectMany(Read)];
        if (subject is null)
        {
            return [.. files.SelectMany(file => SubjectsOf(file).Select(of => (file, of)))];
        }

        return words.Count > 0 && files is [var only]
            ? [(only, subject)]
            : throw new StsConfigurationException($"--subject takes one file, but there are {(words.Count == 0 ? 0 : files.Count)}.");
    }

    /// <returns>The schema's id.</returns>
    public Task<int> RegisterAsync(SchemaFile file, string subject, CancellationToken cancellationToken) => Registry.RegisterSchemaAsync(
        subject, Subjects.DefinitionOf(file), _services.GetRequiredService<IOptions<SchemaRegistryOptions>>().Value.NormalizeSchemas, cancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private IReadOnlyList<string> SubjectsOf(SchemaFile file) => Subjects.Of(file) is { Count: > 0 } found
        ? found
        : throw new StsConfigurationException(
            $"{file.Path}: no processor reads or writes {file.FullName}, so its subject is not known. Give it with --subject <topic>-value, or copy the "
            + "processor's assembly into plugins/.");

    private static IReadOnlyList<SchemaFile> Read(string path)
    {
        if (!Directory.Exists(path))
        {
            return [SchemaFile.Read(path)];
        }

        var files = SchemaFile.ReadFolder(path);
        return files.Count > 0 ? files : throw new StsConfigurationException($"'{path}' holds no schema file ({SchemaFile.Pattern}).");
    }
}
