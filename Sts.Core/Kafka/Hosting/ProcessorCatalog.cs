using Sts.Core.Configuration;
using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.Hosting;

/// <summary>All processors that were found, and what follows from them.</summary>
public sealed class ProcessorCatalog
{
    private readonly Dictionary<string, ProcessorDescriptor> _byName;
    // What people say comes from outside, over HTTP or from the command line, and from no processor.
    private readonly Dictionary<Type, string> _topicByMessage = new() { [typeof(TranscriptionSegment)] = Topics.Transcriptions };

    /// <summary>Takes the processors that the assemblies hold.</summary>
    /// <exception cref="StsConfigurationException">Two have the same name, or two topics are named for one message type.</exception>
    public ProcessorCatalog(IReadOnlyList<ProcessorDescriptor> processors)
        : this(processors, [])
    {
    }

    internal ProcessorCatalog(IReadOnlyList<ProcessorDescriptor> processors, IReadOnlyList<LeftOutProcessor> leftOut)
    {
        LeftOut = leftOut;
        All = processors;
        _byName = new(StringComparer.OrdinalIgnoreCase);
        foreach (var processor in processors)
        {
            Add(processor);
        }
    }

    /// <summary>Every processor, enabled or not.</summary>
    public IReadOnlyList<ProcessorDescriptor> All { get; }

    /// <summary>The processors that this host runs.</summary>
    public IEnumerable<ProcessorDescriptor> Enabled => All.Where(processor => processor.Options.Enabled);

    /// <summary>The processors that this host should run and can't, because something is wrong with their plugins.</summary>
    internal IReadOnlyList<LeftOutProcessor> LeftOut { get; }

    /// <summary>The consumer group of a processor, whether it runs here or elsewhere.</summary>
    public string GroupIdOf(string name) =>
        _byName.TryGetValue(name, out var processor) ? processor.GroupId : ProcessorDescriptor.DefaultGroupId(name);

    /// <summary>The topic that messages of a type go to.</summary>
    /// <exception cref="StsConfigurationException">No processor says where they go.</exception>
    public string TopicOf(Type message) => _topicByMessage.TryGetValue(message, out var topic)
        ? topic
        : throw new StsConfigurationException(
            $"Nothing says which topic {message.Name} goes to. Put [Produces<{message.Name}>(\"topic.name\")] on the processor that produces it.");

    /// <summary>The topics that the enabled processors need, the dead letters' included, the one for what people say, and the one for replays.</summary>
    public IEnumerable<string> AllTopics() => Enabled
        .SelectMany(processor => processor.Topics
            .Concat(processor.Topics.Select(Topics.DeadLetters))
            .Concat(processor.Outputs.Select(output => output.Topic)))
        .Append(Topics.Transcriptions)
        .Append(Topics.Replays)
        .Distinct();

    /// <summary>Every type of message with a topic that carries it, as all processors say, and whether one of those is enabled here.</summary>
    internal IEnumerable<(Type Message, string Topic, bool IsEnabled)> MessageTopics() => All
        .SelectMany(processor => processor.Topics.Select(topic => (processor.MessageType, topic))
            .Concat(processor.Outputs.Select(output => (output.MessageType, output.Topic)))
            .Select(carried => (Message: carried.Item1, Topic: carried.Item2, processor.Options.Enabled)))
        .Append((Message: typeof(TranscriptionSegment), Topic: Topics.Transcriptions, Enabled: true))
        .GroupBy(carried => (carried.Message, carried.Topic))
        .Select(carried => (carried.Key.Message, carried.Key.Topic, carried.Any(by => by.Enabled)));

    private void Add(ProcessorDescriptor processor)
    {
        if (!_byName.TryAdd(processor.Name, processor))
        {
            throw new StsConfigurationException(
                $"Two processors are called {processor.Name}: {_byName[processor.Name].Type.FullName} in {_byName[processor.Name].Type.Assembly.Location}, and "
                + $"{processor.Type.FullName} in {processor.Type.Assembly.Location}. Rename one, or remove its assembly from plugins/.");
        }

        foreach (var output in processor.Outputs)
        {
            if (_topicByMessage.TryGetValue(output.MessageType, out var topic) && topic != output.Topic)
            {
                throw new StsConfigurationException(
                    $"{output.MessageType.Name} is said to go to '{topic}' and, by {processor.Type.Name}, to '{output.Topic}'. A message type has one topic.");
            }

            _topicByMessage[output.MessageType] = output.Topic;
        }
    }
}
