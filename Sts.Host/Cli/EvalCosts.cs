namespace Sts.Host.Cli;

/// <summary>What an evaluation cost.</summary>
/// <param name="InputTokens">Tokens that were sent.</param>
/// <param name="OutputTokens">Tokens that were received.</param>
/// <param name="Fallbacks">How many decisions were the local agent's, because the provider failed.</param>
internal sealed record EvalCosts(long InputTokens, long OutputTokens, long Fallbacks);
