using Sts.Core.Kafka.DeadLetters;
using Sts.Host.Cli;

namespace Sts.Host.Api;

/// <summary>All about one dead letter.</summary>
/// <param name="Letter">What the list tells of it.</param>
/// <param name="Headers">The headers that the message came with, as text, or in hex where they are none.</param>
/// <param name="Value">The value's bytes, in base 64 when written as JSON; null when there is none.</param>
/// <param name="Decoded">The value as indented JSON; null when it does not decode.</param>
/// <param name="DecodeProblem">Why it does not decode.</param>
internal sealed record DeadLetterDetails(
    DeadLetterSummary Letter, IReadOnlyList<DeadLetterHeader> Headers, byte[]? Value, string? Decoded, string? DecodeProblem)
{
    public static DeadLetterDetails Of(DeadLetter letter, string? decoded, string? problem) => new(
        DeadLetterSummary.Of(letter), [.. letter.Headers.Select(header => new DeadLetterHeader(header.Key, DlqText.Bytes(header.Value)))],
        letter.Value, decoded, problem);
}

/// <summary>A header of a dead letter.</summary>
internal sealed record DeadLetterHeader(string Name, string Value);
