using Sts.Agents.Local.Grammar;

namespace Sts.Agents.Local;

/// <summary>What the grammar makes of an utterance.</summary>
/// <param name="Evidence">The rules that matched, for and against its being said to the assistant.</param>
/// <param name="Core">What is asked, without address and politeness, as spelled in the utterance; empty when nothing is asked, or nothing is left.</param>
/// <param name="Frame">How it is asked: the name of the rule in the section <c>phrasing</c>, or <c>statement</c>.</param>
/// <param name="Category">What it is about, or null when no category rule matched.</param>
internal sealed record Request(Evidence Evidence, string Core, string Frame, string? Category);
