using System.Runtime.CompilerServices;
using Confluent.Kafka;
using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Messaging;
using Sts.Core.Schemas;

namespace Sts.Host.Operations;

/// <summary>
/// Dead letters as people work with them: the newest ones, one with its value decoded, and sending them back. Every member throws
/// <see cref="KafkaException"/> when the broker does not answer, and <see cref="Core.Configuration.StsConfigurationException"/> when there is no such
/// topic or letter.
/// </summary>
/// <param name="letters">The dead letters.</param>
/// <param name="json">Gives the decoder, which needs a registry; who only lists and replays can do without one.</param>
internal sealed class DeadLetterDesk(IDeadLetters letters, Func<AvroJson> json)
{
    private const int MaxUnderWay = 100;

    /// <summary>The dead-letter topics, in the order of their names.</summary>
    public Task<IReadOnlyList<DeadLetterTopic>> ListTopicsAsync(CancellationToken cancellationToken) => letters.ListTopicsAsync(cancellationToken);

    /// <summary>The newest letters of a topic, the newest first, and how many there are in all. No more is kept in memory than that.</summary>
    /// <param name="topic">The topic, or its dead-letter topic.</param>
    /// <param name="limit">How many, at most.</param>
    /// <param name="all">Also those that were replayed.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<(IReadOnlyList<DeadLetter> Letters, long Total)> FindNewestAsync(
        string topic, int limit, bool all, CancellationToken cancellationToken)
    {
        var newest = new PriorityQueue<DeadLetter, (DateTimeOffset, long)>();
        var total = 0L;
        await foreach (var letter in letters.ReadAsync(topic, cancellationToken))
        {
            if (all || letter.IsNew)
            {
                total++;
                newest.Enqueue(letter, (letter.Time ?? DateTimeOffset.MinValue, letter.Position.Offset));
                if (newest.Count > limit)
                {
                    newest.Dequeue();
                }
            }
        }

        var found = new List<DeadLetter>(newest.Count);
        while (newest.TryDequeue(out var letter, out _))
        {
            found.Add(letter);
        }

        found.Reverse();
        return (found, total);
    }

    /// <summary>One letter.</summary>
    public async Task<DeadLetter> FindAsync(string topic, DeadLetterPosition position, CancellationToken cancellationToken) =>
        (await letters.FindAsync(topic, [position], cancellationToken))[0];

    /// <summary>Decodes a letter's value to indented JSON.</summary>
    /// <returns>The JSON, or null and why it can't be decoded; both null when there is no value.</returns>
    public async Task<(string? Json, string? Problem)> DecodeAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (letter.Value is null)
        {
            return (null, null);
        }

        var headers = new Headers();
        foreach (var (name, value) in letter.Headers)
        {
            headers.Add(name, value);
        }

        try
        {
            return (await json().DecodeAsync(letter.Value, headers, cancellationToken), null);
        }
        catch (Exception exception) when (exception is InvalidMessageException or SchemaRegistryException)
        {
            return (null, exception.Message);
        }
    }

    /// <summary>The letters to be sent back, and how many of them every group of the topic would get again.</summary>
    /// <param name="topic">The topic, or its dead-letter topic.</param>
    /// <param name="positions">The letters; null for all that were not replayed yet.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<(IReadOnlyList<DeadLetterPosition> Letters, int ForEveryGroup)> PlanAsync(
        string topic, IReadOnlyCollection<DeadLetterPosition>? positions, CancellationToken cancellationToken)
    {
        var planned = new List<DeadLetterPosition>();
        var forEveryGroup = 0;
        await foreach (var letter in SelectAsync(topic, positions, cancellationToken))
        {
            planned.Add(letter.Position);
            forEveryGroup += letters.CanAddress(letter) ? 0 : 1;
        }

        return (planned, forEveryGroup);
    }

    /// <summary>Sends letters back, in order, many at a time.</summary>
    /// <param name="topic">The topic, or its dead-letter topic.</param>
    /// <param name="positions">The letters; null for all that were not replayed yet.</param>
    /// <param name="planned">What <see cref="PlanAsync"/> said; a letter that has come since waits for the next time.</param>
    /// <param name="cancellationToken">Stops; what was sent stays sent.</param>
    /// <returns>How many were sent.</returns>
    public async Task<int> ReplayAsync(
        string topic, IReadOnlyCollection<DeadLetterPosition>? positions, IReadOnlyList<DeadLetterPosition> planned, CancellationToken cancellationToken)
    {
        var (wanted, sent, underWay) = (planned.ToHashSet(), 0, new Queue<Task>());
        await foreach (var letter in SelectAsync(topic, positions, cancellationToken))
        {
            if (wanted.Contains(letter.Position))
            {
                sent++;
                underWay.Enqueue(letters.ReplayAsync(letter, cancellationToken));
                if (underWay.Count >= MaxUnderWay)
                {
                    await underWay.Dequeue();
                }
            }
        }

        await Task.WhenAll(underWay);
        return sent;
    }

    private async IAsyncEnumerable<DeadLetter> SelectAsync(
        string topic, IReadOnlyCollection<DeadLetterPosition>? positions,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (positions is not null)
        {
            foreach (var letter in await letters.FindAsync(topic, positions, cancellationToken))
            {
                yield return letter;
            }

            yield break;
        }

        await foreach (var letter in letters.ReadAsync(topic, cancellationToken))
        {
            if (letter.IsNew)
            {
                yield return letter;
            }
        }
    }
}
