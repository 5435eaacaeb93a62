using Sts.Agents.Local.Grammar;

namespace Sts.Agents.Local;

/// <summary>What the grammar makes of an utterance.</summary>
/// <param name="Evidence">The weighted rules that matched, for and against its being said to the assistant.</param>
/// <param name="Sentence">The sentence of the sentence files that was said, if it was one.</param>
/// <param name="Core">What is asked if anything is, without address and politeness, as spelled in the utterance; empty when nothing is left.</param>
/// <param name="Frame">How it is asked: the name of the rule in the section <c>phrasing</c>, or <c>statement</c>.</param>
/// <param name="Category">What it is about, or null when no category rule matched.</param>
internal sealed record Request(Evidence Evidence, SentenceMatch Sentence, string Core, string Frame, string? Category);
