using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Confluent.Kafka;
using Sts.Core.Messages;
using Sts.Core.Schemas;

namespace Sts.Benchmarks.Running;

/// <summary>
/// Says things at a steady pace on one topic and hears what comes of it on another one. Time is taken from before the utterance is
/// handed to the producer until the answer has come out of the consumer. An answer belongs to what the same user said at the
/// same time; the clock alone may be too coarse to keep two users' utterances apart.
/// </summary>
internal sealed class Conversation : IDisposable
{
    private const int Users = 200;
    private const string Request = "Please turn off the lights in the kitchen.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string User, string Timestamp), long> _said = new();
    private readonly string _topic;
    private readonly IAvroSerializer<TranscriptionSegment> _serializer;
    private readonly Func<ReadOnlyMemory<byte>, ValueTask<(string User, string Timestamp)>> _read;
    private readonly IProducer<byte[], byte[]> _producer;
    private readonly IConsumer<byte[], byte[]> _consumer;

    /// <param name="answers">Where the answers come, from here on.</param>
    /// <param name="topic">Where to speak.</param>
    /// <param name="serializer">How to speak.</param>
    /// <param name="read">Reads of an answer whom it is for, and when that was said.</param>
    public Conversation(
        Backlog answers, string topic, IAvroSerializer<TranscriptionSegment> serializer, Func<ReadOnlyMemory<byte>, ValueTask<(string User, string Timestamp)>> read)
    {
        (_topic, _serializer, _read) = (topic, serializer, read);
        // Nothing is to wait for company here: what is measured lies between the two topics.
        _producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig(answers.Kafka.Client()) { LingerMs = 0, Partitioner = Confluent.Kafka.Partitioner.Murmur2Random }).Build();
        _consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig(answers.Kafka.Client()) { GroupId = "bench.listener", EnableAutoCommit = false }).Build();
        _consumer.Assign(answers.Partitions.Select((partition, i) => new TopicPartitionOffset(answers.Topic, i, partition.End)));
    }

    /// <summary>Says something at every tick, and waits for all answers.</summary>
    /// <exception cref="InvalidOperationException">Answers are missing.</exception>
    public async Task<Latencies> TalkAsync(int messages, int perSecond, CancellationToken cancellationToken)
    {
        var hearing = HearAsync(messages, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < messages && !hearing.IsCompleted; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, cancellationToken);
            }

            await SayAsync($"user-{i % Users}", cancellationToken);
        }

        return Latencies.Of(await hearing);
    }

    public void Dispose()
    {
        _producer.Dispose();
        _consumer.Dispose();
    }

    private async Task SayAsync(string user, CancellationToken cancellationToken)
    {
        var timestamp = EventTime.Format(TimeProvider.System.GetUtcNow());
        var value = await _serializer.SerializeAsync(_topic, new TranscriptionSegment(timestamp, Request, user), cancellationToken);
        _said[(user, timestamp)] = Stopwatch.GetTimestamp();
        _producer.Produce(_topic, new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(user), Value = value });
    }

    private async Task<List<TimeSpan>> HearAsync(int messages, CancellationToken cancellationToken)
    {
        var durations = new List<TimeSpan>(messages);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answers = Channel.CreateUnbounded<(byte[] Value, long Heard)>();
        var listening = OwnThread.RunAsync(() => Listen(answers.Writer, enough.Token));
        try
        {
            while (durations.Count < messages)
            {
                var (value, heard) = await answers.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
                if (_said.TryRemove(await _read(value), out var said))
                {
                    durations.Add(Stopwatch.GetElapsedTime(said, heard));
                }
            }
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"{messages - durations.Count:N0} of {messages:N0} answers are missing.");
        }
        finally
        {
            await enough.CancelAsync();
            await listening;
        }

        return durations;
    }

    private void Listen(ChannelWriter<(byte[] Value, long Heard)> answers, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (_consumer.Consume(TimeSpan.FromMilliseconds(100)) is { } answer)
            {
                answers.TryWrite((answer.Message.Value, Stopwatch.GetTimestamp()));
            }
        }
    }
}
