using Sts.Agents.Local;

namespace Sts.Agents.Speech;

/// <summary>What people say to have silence: the sentences of the local agents' grammar that have <c>silences: true</c>, those of the user's own files as well.</summary>
internal sealed class StopPhrases(RequestAnalyser analyser)
{
    /// <summary>Whether a text is one of them, and nothing else but courtesy.</summary>
    public bool Include(string text) => analyser.Analyse(text).Sentence.Rule is { Silences: true };
}
