namespace Sts.Agents.Local.Grammar;

/// <summary>A sentence as it stands in its file: one of its patterns, and where that is.</summary>
internal sealed record SentenceLine(GrammarLine Line, bool Excluded, string? Category, string? Say, bool Silences);
