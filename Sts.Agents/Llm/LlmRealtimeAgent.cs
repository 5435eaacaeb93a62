using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Sts.Agents.Llm;

/// <summary>Lets the model decide, and answer in its reasoning.</summary>
internal sealed partial class LlmRealtimeAgent(StructuredChat chat, IOptions<AgentsOptions> options) : IRealtimeAgent
{
    private const int LongestPrompt = 4000;

    private readonly Prompt<RealtimeAnswer> _prompt = new("realtime", Problem);

    public Task<RealtimeDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken) =>
        DecideAsync(utterance, SessionContext.None, cancellationToken);

    public async Task<RealtimeDecision> DecideAsync(Utterance utterance, SessionContext context, CancellationToken cancellationToken)
    {
        var data = await ContextData.OfAsync(utterance, context, options.Value.OpenAI.MaxUtteranceCharacters, cancellationToken);
        var answer = await chat.AskAsync(_prompt, data, cancellationToken);
        return (answer.ActionRequired
            ? new RealtimeDecision(true, answer.Reasoning, answer.Categorization, answer.RefinedPrompt)
            : new RealtimeDecision(false, answer.Reasoning)) with
        { Ground = new DecisionGround(DecisionGround.ModelStage, Grammar: null) };
    }

    private static string? Problem(RealtimeAnswer answer) => answer switch
    {
        { Categorization: { } category } when !CategoryName().IsMatch(category) => "its categorization is no name like smart_home.",
        { RefinedPrompt.Length: > LongestPrompt } => "its refinedPrompt is too long.",
        _ => Reasoning.Problem(answer.Reasoning),
    };

    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex CategoryName();
}
