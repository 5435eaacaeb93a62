namespace Sts.Agents.Local.Grammar;

/// <summary>The part of an utterance that rules look at: the words from <paramref name="start"/> up to <paramref name="end"/>.</summary>
/// <remarks>
/// A set of positions is kept as the bits of one <see cref="UInt128"/>, so a pattern is followed along all its possible ways at
/// once, in time linear in the words whatever the pattern. That is why a window holds at most <see cref="Capacity"/> words.
/// </remarks>
internal readonly ref struct TokenWindow(ReadOnlySpan<Token> tokens, int start, int end)
{
    public const int Capacity = 120;

    private readonly ReadOnlySpan<Token> _tokens = tokens;

    public int Start { get; } = start;

    public int End { get; } = end;

    public int Length => End - Start;

    public Token this[int position] => _tokens[position];

    /// <summary>Every position of the window, the one behind its last word included.</summary>
    public UInt128 AllPositions => Below(End + 1) & ~Below(Start);

    public TokenWindow From(int start) => new(_tokens, start, End);

    public TokenWindow To(int end) => new(_tokens, Start, end);

    public static UInt128 At(int position) => UInt128.One << position;

    private static UInt128 Below(int position) => At(position) - 1;
}
