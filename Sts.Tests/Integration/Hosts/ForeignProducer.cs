using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Avro;
using Avro.Generic;
using Avro.IO;
using Confluent.Kafka;

namespace Sts.Tests.Integration.Hosts;

/// <summary>
/// A producer as others write it: Apache Avro's own encoder, Confluent's wire format, the registry's REST API. It shares no code with
/// STS, so it shows what any client may send.
/// </summary>
public sealed class ForeignProducer : IDisposable
{
    public const string Transcriptions = "transcriptions.all";

    private readonly HttpClient _registry;
    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly ConcurrentDictionary<string, Lazy<Task<(int Id, RecordSchema Schema)>>> _schemas = new();

    public ForeignProducer(string bootstrapServers, string registryUrl, IReadOnlyDictionary<string, string>? properties = null)
    {
        _registry = new HttpClient { BaseAddress = new Uri(registryUrl) };
        var config = new ClientConfig(properties?.ToDictionary() ?? []) { BootstrapServers = bootstrapServers };
        _producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig(config) { LingerMs = 5, MessageMaxBytes = 4 * 1024 * 1024 }).Build();
    }

    /// <summary>A producer to the broker and the registry that a host says it works with.</summary>
    public static async Task<ForeignProducer> ToAsync(HostProcess host, IReadOnlyDictionary<string, string>? properties = null)
    {
        var info = await host.GetAsync("/api/info");
        return new ForeignProducer(info.GetProperty("bootstrapServers").GetString()!, info.GetProperty("schemaRegistryUrl").GetString()!, properties);
    }

    /// <summary>Says something as a user, now or at a given time.</summary>
    public Task<TopicPartitionOffset> SayAsync(string user, string text, DateTimeOffset? at = null) =>
        SayAsync(user, text, Iso8601(at ?? TimeProvider.System.GetUtcNow()));

    /// <summary>Says something as a user now, with headers of its own.</summary>
    public async Task<TopicPartitionOffset> SayAsync(string user, string text, Headers headers)
    {
        var value = await EncodeAsync(
            Transcriptions, "transcription_value.avsc", new() { ["timestamp"] = Iso8601(TimeProvider.System.GetUtcNow()), ["text"] = text, ["user"] = user });
        var message = new Message<byte[]?, byte[]?> { Key = System.Text.Encoding.UTF8.GetBytes(user), Value = value, Headers = headers };
        return (await _producer.ProduceAsync(Transcriptions, message)).TopicPartitionOffset;
    }

    /// <summary>Says something as a user, with a timestamp as it is.</summary>
    public Task<TopicPartitionOffset> SayAsync(string user, string text, string timestamp) =>
        SendAsync(Transcriptions, "transcription_value.avsc", user, new() { ["timestamp"] = timestamp, ["text"] = text, ["user"] = user });

    /// <summary>Sends a record of any of the project's schemas.</summary>
    public async Task<TopicPartitionOffset> SendAsync(string topic, string schemaFile, string? key, Dictionary<string, object?> fields) =>
        await SendBytesAsync(topic, key is null ? null : System.Text.Encoding.UTF8.GetBytes(key), await EncodeAsync(topic, schemaFile, fields));

    /// <summary>Sends any bytes at all.</summary>
    public async Task<TopicPartitionOffset> SendBytesAsync(string topic, byte[]? key, byte[]? value) =>
        (await _producer.ProduceAsync(topic, new Message<byte[]?, byte[]?> { Key = key, Value = value })).TopicPartitionOffset;

    /// <summary>Sends any bytes to a partition, whatever the key would say.</summary>
    public async Task<TopicPartitionOffset> SendBytesAsync(TopicPartition partition, byte[]? key, byte[]? value) =>
        (await _producer.ProduceAsync(partition, new Message<byte[]?, byte[]?> { Key = key, Value = value })).TopicPartitionOffset;

    /// <summary>Encodes a record in Confluent's wire format.</summary>
    public async Task<byte[]> EncodeAsync(string topic, string schemaFile, Dictionary<string, object?> fields)
    {
        var (id, schema) = await _schemas.GetOrAdd(topic, _ => new(() => RegisterAsync(topic, schemaFile))).Value;
        var record = new GenericRecord(schema);
        foreach (var (name, value) in fields)
        {
            record.Add(name, value);
        }

        using var stream = new MemoryStream();
        var head = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), id);
        stream.Write(head);
        new GenericDatumWriter<GenericRecord>(schema).Write(record, new BinaryEncoder(stream));
        return stream.ToArray();
    }

    /// <summary>A time as speech-to-text services write it.</summary>
    public static string Iso8601(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss.ffffffK", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _producer.Dispose();
        _registry.Dispose();
    }

    private async Task<(int Id, RecordSchema Schema)> RegisterAsync(string topic, string schemaFile)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "schemas", schemaFile));
        using var response = await _registry.PostAsJsonAsync($"/subjects/{topic}-value/versions", new { schema = text });
        response.EnsureSuccessStatusCode();
        var id = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt32();
        return (id, (RecordSchema)Schema.Parse(text));
    }
}
