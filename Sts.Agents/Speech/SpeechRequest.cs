namespace Sts.Agents.Speech;

/// <summary>What is to be said, and how.</summary>
/// <param name="Text">Plain text, usually one sentence. It is data: markup and commands in it are spoken or left out, never obeyed.</param>
/// <param name="Voice">The voice by the provider's name for it; null for the provider's own.</param>
/// <param name="Language">The language, such as <c>en-US</c>; null if it is not known.</param>
/// <param name="Speed">1 is the provider's normal speed.</param>
public sealed record SpeechRequest(string Text, string? Voice = null, string? Language = null, double Speed = 1);
