using System.Globalization;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>Where a dead letter lies on its topic; written <c>partition:offset</c>.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Offset">The offset within the partition, from 0.</param>
public readonly record struct DeadLetterPosition(int Partition, long Offset)
{
    /// <summary>Reads <c>partition:offset</c>.</summary>
    public static bool TryParse(string text, out DeadLetterPosition position)
    {
        ArgumentNullException.ThrowIfNull(text);
        position = default;
        if (text.Split(':') is not [var partition, var offset]
            || !int.TryParse(partition, NumberStyles.None, CultureInfo.InvariantCulture, out var partitionNumber)
            || !long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var offsetNumber))
        {
            return false;
        }

        position = new DeadLetterPosition(partitionNumber, offsetNumber);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Partition}:{Offset}";
}
