using System.Collections.Concurrent;
using Avro;
using Confluent.Kafka;
using Sts.Core.Schemas.Generic;
using Sts.Core.Schemas.Resolution;

namespace Sts.Core.Schemas;

/// <summary>Under which ids the records of one schema are written, topic by topic. An id never changes, so it is asked for once.</summary>
internal sealed class WriteTargets(RecordSchema schema, ISchemaRegistryClient registry, SchemaRegistryOptions options)
{
    private readonly SchemaDefinition _definition = new(schema.ToString());
    private readonly ConcurrentDictionary<(string Topic, MessageComponentType Component), WriteTarget> _targets = new();

    // Nearly all records go where the one before went.
    private volatile WriteTarget? _last;

    public WriteTarget? Find(SerializationContext context)
    {
        if (_last is { } last && last.IsFor(context))
            return last;

        return _targets.TryGetValue((context.Topic, context.Component), out var target) ? _last = target : null;
    }

    public async Task<WriteTarget> GetAsync(SerializationContext context, CancellationToken cancellationToken)
    {
        var (topic, component) = (context.Topic, context.Component);
        var subject = SubjectName.Of(options.SubjectNameStrategy, topic, schema.Fullname, component);
        var target = options.UseLatestVersion
            ? await GetLatestAsync(topic, component, subject, cancellationToken)
            : new WriteTarget(topic, component, await GetOwnIdAsync(subject, cancellationToken), Latest: null);
        return _targets[(topic, component)] = target;
    }

    private Task<int> GetOwnIdAsync(string subject, CancellationToken cancellationToken) => options.AutoRegisterSchemas
        ? registry.RegisterSchemaAsync(subject, _definition, options.NormalizeSchemas, cancellationToken)
        : registry.GetSchemaIdAsync(subject, _definition, options.NormalizeSchemas, cancellationToken);

    private async Task<WriteTarget> GetLatestAsync(string topic, MessageComponentType component, string subject, CancellationToken cancellationToken)
    {
        var latest = await registry.GetLatestSchemaAsync(subject, cancellationToken);
        var parsed = await ParseAsync(latest, cancellationToken);
        if (SchemaNormalization.ToParsingForm(parsed) == SchemaNormalization.ToParsingForm(schema))
            return new WriteTarget(topic, component, latest.Id, Latest: null);

        var copier = SchemaResolver.Resolve(schema, parsed);
        return copier is UnresolvableCopier unresolvable
            ? throw CantWrite(schema, $"version {latest.Version} of {subject} (schema id {latest.Id})", unresolvable.Reason)
            : new WriteTarget(topic, component, latest.Id, copier);
    }

    private async Task<Schema> ParseAsync(SubjectSchema latest, CancellationToken cancellationToken)
    {
        try
        {
            return GenericSchema.Parse(await registry.ResolveReferencesAsync(latest.ToDefinition(), cancellationToken));
        }
        catch (SchemaParseException e)
        {
            throw new SchemaRegistryException(
                $"Version {latest.Version} of {latest.Subject} (schema id {latest.Id}) is no valid Avro schema: {e.Message}",
                SchemaRegistryErrorCodes.InvalidSchema, statusCode: null, innerException: e);
        }
    }

    /// <summary>What is thrown when a record has no counterpart in the newest version.</summary>
    public static SchemaRegistryException CantWrite(RecordSchema schema, string latest, string reason) => new(
        $"{schema.Fullname} can't be written with {latest}, which is the newest: {reason} Register the record's schema, or set SchemaRegistry:UseLatestVersion=false.",
        SchemaRegistryErrorCodes.IncompatibleSchema, statusCode: null);
}
