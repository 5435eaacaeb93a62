using System.Collections.Concurrent;
using Avro;
using Avro.Generic;
using Avro.IO;
using Confluent.Kafka;

namespace Sts.Tests.Integration.Faults;

/// <summary>Collects everything that comes to a topic from now on, in no group, as somebody who looks on from outside.</summary>
internal sealed class TopicReader : IAsyncDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OpenDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollTimeout = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<ConsumeResult<byte[]?, byte[]?>> _messages = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private Task _reading = Task.CompletedTask;

    private TopicReader(IConsumer<byte[]?, byte[]?> consumer) => _consumer = consumer;

    public IReadOnlyList<ConsumeResult<byte[]?, byte[]?>> Messages => [.. _messages];

    /// <summary>Opens a topic, and has it created where the broker does so when a topic is asked for.</summary>
    public static async Task<TopicReader> OpenAsync(ClientConfig client, string topic)
    {
        var config = new ConsumerConfig(client) { GroupId = "tests", EnableAutoCommit = false, AllowAutoCreateTopics = true };
        var reader = new TopicReader(new ConsumerBuilder<byte[]?, byte[]?>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build());
        await WaitFor.ConditionAsync(() => reader.TryAssign(topic), OpenDeadline, $"the partitions of {topic}");
        reader._reading = Task.Factory.StartNew(reader.Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return reader;
    }

    /// <summary>The messages with this key.</summary>
    public IReadOnlyList<ConsumeResult<byte[]?, byte[]?>> WithKey(byte[] key) =>
        [.. _messages.Where(message => message.Message.Key is { } other && other.AsSpan().SequenceEqual(key))];

    /// <summary>The messages, decoded by Apache Avro; they are all of one schema.</summary>
    public IReadOnlyList<GenericRecord> Decode(string schemaFile)
    {
        var schema = Schema.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "schemas", schemaFile)));
        var reader = new GenericDatumReader<GenericRecord>(schema, schema);
        return [.. _messages.Select(message => reader.Read(null!, new BinaryDecoder(new MemoryStream(message.Message.Value![5..]))))];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _consumer.Dispose();
        _stop.Dispose();
    }

    private bool TryAssign(string topic)
    {
        using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
        var partitions = admin.GetMetadata(topic, RequestTimeout).Topics.Single().Partitions;
        if (partitions.Count == 0 || partitions.Any(partition => partition.Error.IsError))
        {
            return false;
        }

        _consumer.Assign(partitions.Select(partition => new TopicPartition(topic, partition.PartitionId))
            .Select(partition => new TopicPartitionOffset(partition, _consumer.QueryWatermarkOffsets(partition, RequestTimeout).High)));
        return true;
    }

    private void Read()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (_consumer.Consume(PollTimeout) is { } message)
            {
                _messages.Enqueue(message);
            }
        }
    }
}
