namespace Sts.Agents.Local.Grammar;

/// <summary>Numbers the words that occur in a grammar, so that matching compares integers.</summary>
internal sealed class Vocabulary
{
    /// <summary>The number of every word that no rule mentions.</summary>
    public const int Unknown = 0;

    private readonly Dictionary<string, int> _numbers = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public Vocabulary() => _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>One more than the largest number in use.</summary>
    public int Size => _numbers.Count + 1;

    public int Add(string word)
    {
        if (!_numbers.TryGetValue(word, out var number))
            _numbers.Add(word, number = _numbers.Count + 1);
        return number;
    }

    public int Find(ReadOnlySpan<char> word) => _lookup.TryGetValue(word, out var number) ? number : Unknown;
}
