namespace Sts.Agents.Local.Grammar;

/// <summary>One word of an utterance: what the rules compare, and where it stands in the text.</summary>
/// <param name="Word">Number of the word in the grammar's vocabulary, or <see cref="Vocabulary.Unknown"/>.</param>
/// <param name="IsNumber">Whether it starts with a digit.</param>
/// <param name="Start">Index of its first character in the text.</param>
/// <param name="End">Index behind its last character in the text.</param>
internal readonly record struct Token(int Word, bool IsNumber, int Start, int End);
