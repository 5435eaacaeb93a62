using System.Text;
using Avro;
using Avro.Generic;
using Avro.IO;
using Confluent.Kafka;

namespace Sts.Tests.Integration.Hosts;

/// <summary>
/// A consumer as others write it: Apache Avro's own decoder and no part of STS. It reads topics from their beginning to where they end
/// at the moment, and joins no group.
/// </summary>
/// <param name="client">How it reaches the broker.</param>
public sealed class TopicLog(ClientConfig client)
{
    private const int WireFormatHead = 5;
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Reads what a user's key has on a topic, partition by partition in order.</summary>
    public Task<IReadOnlyList<LoggedMessage>> ReadAsync(Contract contract, string user) =>
        Task.Run<IReadOnlyList<LoggedMessage>>(() => Read(contract, user));

    private List<LoggedMessage> Read(Contract contract, string user)
    {
        var config = new ConsumerConfig(new ClientConfig(client)) { GroupId = $"observer.{Guid.NewGuid():N}", EnableAutoCommit = false };
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(config).SetLogHandler((_, _) => { }).Build();
        var ends = FindEnds(consumer, contract.Topic);
        consumer.Assign(ends.Keys.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        var schema = Schema.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "schemas", contract.SchemaFile)));
        var reader = new GenericDatumReader<GenericRecord>(schema, schema);
        var key = Encoding.UTF8.GetBytes(user);
        var found = new List<LoggedMessage>();
        while (ends.Count > 0)
        {
            var result = consumer.Consume(RequestTimeout) ?? throw new TimeoutException($"{contract.Topic} can't be read to its end.");
            if (result.Message.Key is { } actual && actual.AsSpan().SequenceEqual(key))
            {
                var decoder = new BinaryDecoder(new MemoryStream(result.Message.Value![WireFormatHead..]));
                found.Add(new LoggedMessage(result.TopicPartitionOffset, reader.Read(null!, decoder), result.Message.Headers ?? []));
            }

            if (ends.TryGetValue(result.TopicPartition, out var end) && result.Offset.Value + 1 >= end)
            {
                ends.Remove(result.TopicPartition);
            }
        }

        return found;
    }

    private static Dictionary<TopicPartition, long> FindEnds(IConsumer<byte[]?, byte[]?> consumer, string topic)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var ends = new Dictionary<TopicPartition, long>();
        foreach (var partition in admin.GetMetadata(topic, RequestTimeout).Topics.Single().Partitions)
        {
            var topicPartition = new TopicPartition(topic, partition.PartitionId);
            var watermarks = consumer.QueryWatermarkOffsets(topicPartition, RequestTimeout);
            if (watermarks.High > watermarks.Low)
            {
                ends[topicPartition] = watermarks.High.Value;
            }
        }

        return ends;
    }
}
