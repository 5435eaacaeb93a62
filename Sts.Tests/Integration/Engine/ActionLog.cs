using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Sts.Core.Messages;
using Sts.Core.Schemas;

namespace Sts.Tests.Integration.Engine;

/// <summary>What lies on the topic of the actions, as a reader of committed messages sees it.</summary>
internal static class ActionLog
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Reads, for each user, where the messages lay for which there are actions, in the actions' order.</summary>
    public static async Task<ILookup<string, string>> ReadAsync(EngineTestbed testbed)
    {
        var decoder = testbed.Services.GetRequiredService<IAvroDeserializer<ActionMessage>>();
        var actions = new List<(string User, string Source)>();
        foreach (var message in await Task.Run(() => Read(testbed)))
        {
            var action = await decoder.DeserializeAsync(FaultyBroker.Actions, message.Value, default);
            actions.Add((Encoding.UTF8.GetString(message.Key), action.OriginalText));
        }

        return actions.ToLookup(action => action.User, action => action.Source);
    }

    /// <summary>The positions of what was sent, as actions tell them.</summary>
    public static IEnumerable<string> Sources(IEnumerable<Sent> sent) => sent.Select(message => $"{FaultyBroker.Topic}[{message.Partition}]@{message.Offset}");

    private static List<Message<byte[], byte[]>> Read(EngineTestbed testbed)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = testbed.Broker.BootstrapServers,
            GroupId = "reader",
            EnableAutoCommit = false,
            EnablePartitionEof = true,
            IsolationLevel = IsolationLevel.ReadCommitted,
            FetchWaitMaxMs = 20,
        };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(Enumerable.Range(0, testbed.Broker.Partitions).Select(i => new TopicPartitionOffset(FaultyBroker.Actions, i, Offset.Beginning)));
        var messages = new List<Message<byte[], byte[]>>();
        for (var ends = 0; ends < testbed.Broker.Partitions;)
        {
            var result = consumer.Consume(RequestTimeout) ?? throw new TimeoutException("The actions can't be read to their end.");
            if (result.IsPartitionEOF)
            {
                ends++;
            }
            else
            {
                messages.Add(result.Message);
            }
        }

        return messages;
    }
}
