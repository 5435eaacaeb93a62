namespace Sts.Agents.Speech;

/// <summary>What this host speaks with, as picked at start.</summary>
/// <param name="Provider">The provider's name, or <c>none</c>.</param>
/// <param name="Output">The output's name, or <c>none</c>.</param>
/// <param name="Description">Both with the reasons for the choice, in one line.</param>
public sealed record SpeechInfo(string Provider, string Output, string Description);
