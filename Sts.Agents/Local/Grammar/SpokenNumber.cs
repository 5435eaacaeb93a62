using System.Globalization;

namespace Sts.Agents.Local.Grammar;

/// <summary>Reads numbers as people say them, from zero to the thousands.</summary>
internal static class SpokenNumber
{
    private const int Hundred = 100;
    private const int Thousand = 1000;

    private static readonly Dictionary<string, int> Values = Name(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", step: 1)
        .Concat(Name("ten twenty thirty forty fifty sixty seventy eighty ninety", step: 10, first: 10).Skip(1))
        .Append(new("hundred", Hundred)).Append(new("thousand", Thousand)).Append(new("a", 1))
        .ToDictionary();

    /// <summary>The words that numbers are made of.</summary>
    public static IEnumerable<string> Words => Values.Keys;

    /// <summary>Reads digits or words; false when they make no number.</summary>
    public static bool TryRead(string text, out double number)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out number))
            return true;

        var (total, group) = (0, 0);
        foreach (var word in text.ToLowerInvariant().Split([' ', '-', ','], StringSplitOptions.RemoveEmptyEntries).Where(word => word != "and"))
        {
            if (!Values.TryGetValue(word, out var value))
                return false;
            (total, group) = value switch
            {
                Thousand => (total + Math.Max(group, 1) * Thousand, 0),
                Hundred => (total, Math.Max(group, 1) * Hundred),
                _ => (total, group + value),
            };
        }

        number = total + group;
        return true;
    }

    private static IEnumerable<KeyValuePair<string, int>> Name(string words, int step, int first = 0) =>
        words.Split(' ').Select((word, i) => KeyValuePair.Create(word, first + i * step));
}
