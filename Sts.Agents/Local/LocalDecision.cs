using Sts.Agents.Local.Grammar;

namespace Sts.Agents.Local;

/// <summary>What the two stages decided.</summary>
/// <param name="ActionRequired">Whether something is to be done.</param>
/// <param name="Confidence">How likely something is wanted, from 0 to 1.</param>
/// <param name="Ground">Which stage decided, and by what.</param>
/// <param name="Request">What was said.</param>
internal sealed record LocalDecision(bool ActionRequired, double Confidence, DecisionGround Ground, Request Request)
{
    /// <summary>A sentence to be spoken when there is an action, the reason for logs otherwise.</summary>
    public string Reasoning => !ActionRequired ? $"No request to the assistant ({Ground})."
        : Sentence.Problem is { } problem ? $"{Phrasing.Acknowledge(Request)} But {problem}."
        : Sentence.Rule?.Say is { } say ? Phrasing.Fill(say, Sentence.Slots)
        : Phrasing.Acknowledge(Request);

    private SentenceMatch Sentence => Request.Sentence;
}
