using Sts.Agents.Local.Grammar;

namespace Sts.Agents.Local;

/// <summary>Recognises explicit requests to end the session by the rules of the section <c>session</c>.</summary>
internal sealed class LocalSessionManagementAgent(RuleGrammar grammar) : ISessionManagementAgent
{
    // Ending a session by mistake is worse than a session that times out a little later.
    private const double Prior = -1;

    private readonly Tokeniser _tokeniser = new(grammar);
    private readonly RuleSet _rules = grammar.Section("session");

    public Task<SessionDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Decide(utterance.Text));
    }

    private SessionDecision Decide(string text)
    {
        foreach (var sentence in _tokeniser.Tokenise(text))
        {
            var evidence = _rules.Weigh(new TokenWindow(sentence, 0, sentence.Length), Prior);
            if (evidence.IsPositive)
                return new SessionDecision(true, $"The user asked to end the session: \"{text[sentence[0].Start..sentence[^1].End]}\" (rule {evidence.DecidingRule}).");
        }

        return new SessionDecision(false, "No request to end the session.");
    }
}
