using System.Runtime.CompilerServices;
using Confluent.Kafka;
using Sts.Core.Configuration;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>Reads the letters with what is known about them, and sends them back.</summary>
internal sealed class DeadLetterStore(KafkaCluster cluster, TopicScanner scanner, ReplayNotes notes, KafkaProducer producer, TimeProvider time) : IDeadLetters
{
    public async Task<IReadOnlyList<DeadLetterTopic>> ListTopicsAsync(CancellationToken cancellationToken)
    {
        var replays = await notes.ReadAsync(cancellationToken);
        var topics = new List<DeadLetterTopic>();
        foreach (var topic in DeadLetterTopics(await scanner.ListAsync(cancellationToken)))
        {
            var summary = new DeadLetterTopic(topic, Topics.SourceOf(topic)!, 0, 0, null);
            await foreach (var letter in ReadAsync(topic, replays, cancellationToken))
            {
                summary = summary with
                {
                    Letters = summary.Letters + 1,
                    New = summary.New + (letter.IsNew ? 1 : 0),
                    Newest = letter.Time > summary.Newest || summary.Newest is null ? letter.Time : summary.Newest,
                };
            }

            topics.Add(summary);
        }

        return topics;
    }

    public async IAsyncEnumerable<DeadLetter> ReadAsync(string topic, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var deadLetters = await ResolveAsync(topic, cancellationToken);
        var replays = await notes.ReadAsync(cancellationToken);
        await foreach (var letter in ReadAsync(deadLetters, replays, cancellationToken))
        {
            yield return letter;
        }
    }

    public async Task<IReadOnlyList<DeadLetter>> FindAsync(
        string topic, IReadOnlyCollection<DeadLetterPosition> positions, CancellationToken cancellationToken)
    {
        var deadLetters = await ResolveAsync(topic, cancellationToken);
        var causes = await ReadCausesAsync(deadLetters, cancellationToken);
        var replays = await notes.ReadAsync(cancellationToken);
        var found = new List<DeadLetter>();
        foreach (var position in positions)
        {
            var message = await scanner.FindAsync(new TopicPartitionOffset(deadLetters, position.Partition, position.Offset), cancellationToken)
                ?? throw new StsConfigurationException($"{deadLetters} has no letter at {position}. 'dlq list {deadLetters} --all' shows those that it has.");
            found.Add(ToLetter(message, causes, replays));
        }

        return found;
    }

    public bool CanAddress(DeadLetter letter) => cluster.SupportsHeaders && letter.Cause is not null;

    public async Task<DeadLetterReplay> ReplayAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var headers = new Headers();
        foreach (var (name, value) in letter.Headers)
        {
            headers.Add(name, value);
        }

        if (CanAddress(letter))
        {
            Replay.Address(headers, letter.Cause!);
        }

        var message = new Message<byte[]?, byte[]?> { Key = letter.Key, Value = letter.Value, Headers = headers };
        var position = await producer.ProduceAsync(TargetOf(letter), message, cancellationToken);
        var replay = new DeadLetterReplay(time.GetUtcNow(), position.Topic, position.Partition.Value, position.Offset.Value);
        try
        {
            await notes.AddAsync(letter, replay, cancellationToken);
        }
        catch (KafkaException exception)
        {
            throw new KafkaException(new Error(
                exception.Error.Code,
                $"{letter.Topic} {letter.Position} was sent to {position}, but that could not be noted on {Topics.Replays} ({exception.Error.Reason}), "
                + "so the letter still counts as new."));
        }

        return replay;
    }

    // The partition that it came from, so that it keeps its place among the messages of its key.
    private static TopicPartition TargetOf(DeadLetter letter) => letter.Cause is { } cause
        ? new TopicPartition(cause.Source.Topic, cause.Source.Partition)
        : new TopicPartition(Topics.SourceOf(letter.Topic), Partition.Any);

    private async Task<string> ResolveAsync(string topic, CancellationToken cancellationToken)
    {
        var deadLetters = Topics.SourceOf(topic) is null ? Topics.DeadLetters(topic) : topic;
        var existing = await scanner.ListAsync(cancellationToken);
        return existing.Contains(deadLetters)
            ? deadLetters
            : throw new StsConfigurationException(
                $"The broker at {cluster.BootstrapServers} has no topic '{deadLetters}'. Its dead-letter topics are: {string.Join(", ", DeadLetterTopics(existing))}.");
    }

    private static IEnumerable<string> DeadLetterTopics(IEnumerable<string> topics) =>
        topics.Where(topic => Topics.SourceOf(topic) is not null).Order(StringComparer.Ordinal);

    private async IAsyncEnumerable<DeadLetter> ReadAsync(
        string topic, ILookup<LetterIdentity, DeadLetterReplay> replays, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var causes = await ReadCausesAsync(topic, cancellationToken);
        await foreach (var message in scanner.ReadAsync(topic, cancellationToken))
        {
            yield return ToLetter(message, causes, replays);
        }
    }

    // Also where the broker keeps headers now: it may have been an older one when the letters were written.
    private async Task<Dictionary<DeadLetterPosition, DeadLetterCause>> ReadCausesAsync(string topic, CancellationToken cancellationToken)
    {
        var causes = new Dictionary<DeadLetterPosition, DeadLetterCause>();
        var reasons = Topics.DeadLetterReasons(Topics.SourceOf(topic)!);
        if ((await scanner.ListAsync(cancellationToken)).Contains(reasons))
        {
            await foreach (var message in scanner.ReadAsync(reasons, cancellationToken))
            {
                if (DeadLetterReasons.Decode(message.Message.Value) is var (position, cause))
                {
                    causes[position] = cause;
                }
            }
        }

        return causes;
    }

    private static DeadLetter ToLetter(
        ConsumeResult<byte[]?, byte[]?> result, Dictionary<DeadLetterPosition, DeadLetterCause> causes, ILookup<LetterIdentity, DeadLetterReplay> replays)
    {
        var message = result.Message;
        var headers = message.Headers ?? [];
        var position = new DeadLetterPosition(result.Partition.Value, result.Offset.Value);
        var letter = new DeadLetter(
            result.Topic, position, message.Key, message.Value,
            [.. DeadLetterHeaders.Original(headers).Select(header => KeyValuePair.Create<string, byte[]?>(header.Key, header.GetValueBytes()))],
            message.Timestamp.Type is TimestampType.NotAvailable ? null : DateTimeOffset.FromUnixTimeMilliseconds(message.Timestamp.UnixTimestampMs),
            DeadLetterFields.ToCause(name => DeadLetterHeaders.Text(headers, name)) ?? causes.GetValueOrDefault(position),
            []);
        return letter with { Replays = [.. replays[LetterIdentity.Of(letter)]] };
    }
}
