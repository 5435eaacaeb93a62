using Sts.Benchmarks.Reporting;
using Sts.Core.Messages;
using Sts.Core.Schemas;

namespace Sts.Benchmarks.Running;

/// <summary>What a scenario works with.</summary>
internal sealed class Bench : IAsyncDisposable
{
    /// <summary>Where the messages are that several scenarios share.</summary>
    public const string UtterancesTopic = "bench.utterances";

    private readonly Servers _servers;
    private readonly Report _report;
    private readonly AvroCodec _codec;
    private string _scenario = "";
    private Backlog? _utterances;

    private Bench(string folder, Servers servers, RunOptions options, Report report, AvroCodec codec) =>
        (Folder, _servers, Options, _report, _codec) = (folder, servers, options, report, codec);

    /// <summary>Where files may be written.</summary>
    public string Folder { get; }

    /// <summary>How much is to be measured.</summary>
    public RunOptions Options { get; }

    /// <summary>The registry of all messages here.</summary>
    public ISchemaRegistryClient Registry => _codec.Registry;

    /// <summary>The serializers.</summary>
    public AvroCodec Codec => _codec;

    /// <summary>Decodes utterances.</summary>
    public IAvroDeserializer<TranscriptionSegment> Utterances => _codec.Deserializer<TranscriptionSegment>();

    public static async Task<Bench> CreateAsync(string folder, Servers servers, RunOptions options, Report report, CancellationToken cancellationToken) =>
        new(folder, servers, options, report, await AvroCodec.CreateAsync(folder, cancellationToken));

    /// <summary>A scenario begins.</summary>
    public void Begin(string scenario) => _scenario = scenario;

    /// <summary>Tells how far the scenario is.</summary>
    public void Say(string line) => _report.Say($"{_scenario}: {line}");

    public Task<KafkaServer> GetKafkaAsync(CancellationToken cancellationToken) => _servers.GetKafkaAsync(cancellationToken);

    public Task<string> GetPostgresAsync(CancellationToken cancellationToken) => _servers.GetPostgresAsync(cancellationToken);

    /// <summary>A consumer group that nobody has been in.</summary>
    public string NewGroup() => $"bench.{_scenario}.{Guid.NewGuid():N}";

    /// <summary>The last so many of the messages for scenarios that do nothing with them. They are produced once, and more only when more are needed.</summary>
    public async Task<Backlog> GetUtterancesAsync(int messages, CancellationToken cancellationToken)
    {
        if (_utterances is null || _utterances.Count < messages)
        {
            _utterances = await ProduceAsync(UtterancesTopic, Talk.OfManyUsers(messages), messages, cancellationToken);
        }

        return _utterances.Tail(messages);
    }

    /// <summary>Produces messages to a topic.</summary>
    public async Task<Backlog> ProduceAsync(string topic, IEnumerable<TranscriptionSegment> segments, int messages, CancellationToken cancellationToken)
    {
        Say($"producing {messages:N0} messages");
        var kafka = await GetKafkaAsync(cancellationToken);
        return await BacklogProducer.ProduceAsync(kafka, topic, segments, _codec.Serializer<TranscriptionSegment>(), cancellationToken);
    }

    public ValueTask DisposeAsync() => _codec.DisposeAsync();
}
