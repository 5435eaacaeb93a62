using System.Reflection;
using Avro;
using Confluent.Kafka;
using Sts.Core.Kafka.Hosting;

namespace Sts.Core.Schemas.Files;

/// <summary>
/// Which schema belongs to which subject. The processors alone say so: they name the topics of their records, and a file belongs to the
/// record whose full name it has. What the file is called makes no difference.
/// </summary>
public sealed class MessageSubjects
{
    internal MessageSubjects(ProcessorCatalog catalog, SubjectNameStrategy strategy) => All =
    [
        .. from carried in catalog.MessageTopics()
           where IsAvroRecord(carried.Message)
           let schema = SchemaOf(carried.Message)
           let subject = SubjectName.Of(strategy, carried.Topic, schema.Fullname, MessageComponentType.Value)
           select new MessageSubject(subject, carried.Message, schema, carried.IsEnabled),
    ];

    internal IReadOnlyList<MessageSubject> All { get; }

    /// <summary>The subjects of a file, of enabled processors and of others; none when no processor reads or writes its record.</summary>
    public IReadOnlyList<string> Of(SchemaFile file) =>
        [.. All.Where(message => message.Schema.Fullname == file.FullName).Select(message => message.Subject).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What to register for a file: the schema in the words in which producers look it up, where there are any.</summary>
    public SchemaDefinition DefinitionOf(SchemaFile file) => All.FirstOrDefault(message => file.Describes(message.Schema)) is { } known
        ? new SchemaDefinition(known.Schema.ToString())
        : file.Definition;

    private static bool IsAvroRecord(Type message) =>
        message.GetInterfaces().Any(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IAvroRecord<>));

    private static RecordSchema SchemaOf(Type message) =>
        (RecordSchema)new Func<RecordSchema>(SchemaOf<Messages.TranscriptionSegment>).Method.GetGenericMethodDefinition()
            .MakeGenericMethod(message).Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null)!;

    private static RecordSchema SchemaOf<T>()
        where T : class, IAvroRecord<T> => T.AvroSchema;
}
