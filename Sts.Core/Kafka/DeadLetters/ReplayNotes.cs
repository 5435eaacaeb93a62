using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>
/// Remembers on <see cref="Topics.Replays"/> what was replayed. A committed offset could not: single letters are replayed in any order.
/// </summary>
internal sealed class ReplayNotes(TopicScanner scanner, KafkaProducer producer)
{
    /// <summary>All that is noted; the replays of one letter are in the order of their times.</summary>
    public async Task<ILookup<LetterIdentity, DeadLetterReplay>> ReadAsync(CancellationToken cancellationToken)
    {
        var notes = new List<Note>();
        if ((await scanner.ListAsync(cancellationToken)).Contains(Topics.Replays))
        {
            await foreach (var message in scanner.ReadAsync(Topics.Replays, cancellationToken))
            {
                if (Decode(message.Message.Value) is { } note)
                {
                    notes.Add(note);
                }
            }
        }

        return notes.OrderBy(note => note.Replay.Time).ToLookup(note => note.Letter, note => note.Replay);
    }

    public Task AddAsync(DeadLetter letter, DeadLetterReplay replay, CancellationToken cancellationToken)
    {
        var note = new Note(LetterIdentity.Of(letter), replay);
        var message = new Message<byte[]?, byte[]?>
        {
            Key = Encoding.UTF8.GetBytes($"{letter.Topic}:{letter.Position}"),
            Value = JsonSerializer.SerializeToUtf8Bytes(note, JsonSerializerOptions.Web),
        };
        return producer.ProduceAsync(Topics.Replays, message, cancellationToken);
    }

    private static Note? Decode(byte[]? value)
    {
        try
        {
            var note = JsonSerializer.Deserialize<Note>(value ?? [], JsonSerializerOptions.Web);
            return note is { Letter: not null, Replay: not null } ? note : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Note(LetterIdentity Letter, DeadLetterReplay Replay);
}
