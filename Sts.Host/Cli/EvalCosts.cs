namespace Sts.Host.Cli;

/// <summary>What an evaluation cost.</summary>
/// <param name="InputTokens">Tokens that were sent.</param>
/// <param name="OutputTokens">Tokens that were received.</param>
/// <param name="Fallbacks">How often the model failed, so that the local agents decided or nothing was done.</param>
internal sealed record EvalCosts(long InputTokens, long OutputTokens, long Fallbacks);
