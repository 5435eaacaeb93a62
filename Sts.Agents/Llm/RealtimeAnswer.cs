namespace Sts.Agents.Llm;

/// <summary>What a model answers to the prompt <c>realtime</c>: the schema that it has to keep. A <see cref="RealtimeDecision"/> may hold more than a model is to say.</summary>
internal sealed record RealtimeAnswer(bool ActionRequired, string Reasoning, string? Categorization = null, string? RefinedPrompt = null);
