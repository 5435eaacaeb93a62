using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Schemas.Evolution;

namespace Sts.Core.Schemas.Files;

/// <summary>
/// Brings the schema files into the registry before any processor starts, so that a host whose schemas don't fit ends at once, and not
/// with its first message.
/// </summary>
internal sealed partial class SchemaRegistration(
    SchemaFolders folders, MessageSubjects subjects, ISchemaRegistryClient registry, SchemaChecker checker,
    IOptions<SchemaRegistryOptions> options, TimeProvider time, ILogger<SchemaRegistration> logger)
{
    private static readonly RetryOptions Retry = new();

    /// <summary>
    /// Registers what the enabled processors read and write, or only looks it up where nothing is to be registered. A plugin whose schemas can't be had is
    /// left out.
    /// </summary>
    /// <exception cref="SchemaRefusedException">The registry refuses some of those of STS.</exception>
    /// <exception cref="StsConfigurationException">One of them does not fit its record, or is not registered and must not be.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.RegisterAtStart)
            return;

        var refusals = new List<string>();
        foreach (var folder in folders.All.Where(folder => folder.Plugins.Count == 0))
            refusals.AddRange(await SettleAsync(folder, cancellationToken));
        if (refusals.Count > 0)
        {
            throw new SchemaRefusedException(
                "The schema registry refuses schemas of this host, so it has started no processor: messages would be written or read that do not fit."
                + $"{Environment.NewLine}{string.Join(Environment.NewLine, refusals)}{Environment.NewLine}"
                + "Put the schema right and generate its record again, or lower the subject's compatibility level if its readers can live with that. "
                + "SchemaRegistry:RegisterAtStart=false starts without asking.");
        }

        foreach (var folder in folders.All.Where(folder => folder.Plugins.Count > 0))
        {
            if (await FindFaultAsync(folder, cancellationToken) is { } fault)
            {
                foreach (var plugin in folder.Plugins)
                    plugin.Fail(fault);
            }
        }
    }

    private async Task<string?> FindFaultAsync(SchemaFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            var refusals = await SettleAsync(folder, cancellationToken);
            return refusals.Count > 0 ? $"the schema registry refuses its schemas: {string.Join(Environment.NewLine, refusals)}" : null;
        }
        catch (StsConfigurationException exception)
        {
            return exception.Message;
        }
    }

    /// <returns>What the registry refuses, and why.</returns>
    private async Task<IReadOnlyList<string>> SettleAsync(SchemaFolder folder, CancellationToken cancellationToken)
    {
        var refusals = new List<string>();
        foreach (var (file, subject) in Plan(SchemaFile.ReadFolder(folder.Path)))
        {
            if (await WhileAwayAsync(() => SettleAsync(file, subject, cancellationToken), cancellationToken) is { } refusal)
                refusals.Add(refusal);
        }

        return refusals;
    }

    private IEnumerable<(SchemaFile File, string Subject)> Plan(IReadOnlyList<SchemaFile> files)
    {
        var strangers = files.Where(file => subjects.Of(file).Count == 0).Select(file => file.Path).ToArray();
        if (strangers.Length > 0)
            LogStrangers(string.Join(", ", strangers));

        return files.SelectMany(Fitting).DistinctBy(entry => (entry.Subject, subjects.DefinitionOf(entry.File)));
    }

    // Two records may have the same name while one of them is on its way out; the file describes one of them.
    private IEnumerable<(SchemaFile File, string Subject)> Fitting(SchemaFile file)
    {
        var namesakes = subjects.All.Where(message => message.Schema.Fullname == file.FullName).ToArray();
        var fitting = namesakes.Where(message => file.Describes(message.Schema)).ToArray();
        return namesakes.Length > 0 && fitting.Length == 0
            ? throw new StsConfigurationException(
                $"{file.Path} is not what {namesakes[0].Message.FullName} was generated from. What has changed: "
                + $"{string.Join("; ", SchemaDiff.Between(namesakes[0].Schema, file.Schema).Select(change => change.Text).DefaultIfEmpty("the text"))}. "
                + "Generate the record again with 'schemas generate' and build, or put the file back.")
            : fitting.Where(message => message.IsEnabled).Select(message => (file, message.Subject));
    }

    /// <returns>Why the registry refuses it; null when it has it.</returns>
    private async Task<string?> SettleAsync(SchemaFile file, string subject, CancellationToken cancellationToken)
    {
        var schema = subjects.DefinitionOf(file);
        if (await IsRegisteredAsync(subject, schema, cancellationToken))
            return null;

        if (!options.Value.AutoRegisterSchemas)
        {
            throw new StsConfigurationException(
                $"{subject} has no version{(options.Value.UseLatestVersion ? "" : $" with the schema in {file.Path}")}, and SchemaRegistry:AutoRegisterSchemas is false. Register it with 'schemas register "
                + $"{file.Path}', or set SchemaRegistry:AutoRegisterSchemas to true.");
        }

        try
        {
            var id = await registry.RegisterSchemaAsync(subject, schema, options.Value.NormalizeSchemas, cancellationToken);
            LogRegistered(file.Path, subject, id);
            return null;
        }
        catch (SchemaRegistryException exception) when (!exception.IsTransient)
        {
            return await ExplainAsync(file, subject, exception, cancellationToken);
        }
    }

    // Who may only read the registry can start as long as there is nothing to write. With UseLatestVersion any version will do, since
    // producers write with that one.
    private async Task<bool> IsRegisteredAsync(string subject, SchemaDefinition schema, CancellationToken cancellationToken)
    {
        try
        {
            await (options.Value.UseLatestVersion
                ? registry.GetLatestSchemaAsync(subject, cancellationToken)
                : (Task)registry.GetSchemaIdAsync(subject, schema, options.Value.NormalizeSchemas, cancellationToken));
            return true;
        }
        catch (SchemaRegistryException exception) when (exception.ErrorCode is SchemaRegistryErrorCodes.SubjectNotFound or SchemaRegistryErrorCodes.SchemaNotFound)
        {
            return false;
        }
    }

    private async Task<string> ExplainAsync(SchemaFile file, string subject, SchemaRegistryException refusal, CancellationToken cancellationToken)
    {
        if (refusal.ErrorCode is not SchemaRegistryErrorCodes.IncompatibleSchema)
            return $"{subject}: {file.Path}: {refusal.Message}";

        var report = await checker.CheckAsync(subject, file, level: null, cancellationToken);
        return SchemaReportText.Describe(report.Verdict is SchemaVerdict.Incompatible && report.RegistrySays is null
            ? report
            : report with { Verdict = SchemaVerdict.Incompatible, RegistrySays = refusal.Message });
    }

    private async Task<T> WhileAwayAsync<T>(Func<Task<T>> question, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var answer = await question();
                if (attempt > 1)
                    LogReached();

                return answer;
            }
            catch (SchemaRegistryException exception) when (exception.IsTransient)
            {
                if (attempt == 1)
                    LogWaits(exception.Message);
            }

            await Task.Delay(Retry.DelayAfter(attempt), time, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Registered {File} as {Subject}, id {Id}")]
    private partial void LogRegistered(string file, string subject, int id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not registered, as no processor reads or writes their records: {Files}")]
    private partial void LogStrangers(string files);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The schema registry (SchemaRegistry:Url) is waited for: {Reason}")]
    private partial void LogWaits(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The schema registry answers")]
    private partial void LogReached();
}
