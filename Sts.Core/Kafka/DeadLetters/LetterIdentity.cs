namespace Sts.Core.Kafka.DeadLetters;

/// <summary>Which letter was replayed. The time is a part of it, because offsets begin anew when a topic was deleted and created again.</summary>
internal sealed record LetterIdentity(string Topic, int Partition, long Offset, DateTimeOffset? Time)
{
    public static LetterIdentity Of(DeadLetter letter) => new(letter.Topic, letter.Position.Partition, letter.Position.Offset, letter.Time);
}
