namespace Sts.Agents.Llm;

/// <summary>What a model answers to the prompt <c>decision</c>: the schema that it has to keep.</summary>
internal sealed record DecisionAnswer(bool ActionRequired, string Reasoning);
