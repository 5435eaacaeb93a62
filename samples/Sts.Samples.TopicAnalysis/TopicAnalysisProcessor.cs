using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace Sts.Samples.TopicAnalysis;

/// <summary>Analyses every utterance and publishes the result.</summary>
[Consumes(Topics.Transcriptions)]
[Produces<AnalysisResult>("analysis.output")]
public sealed class TopicAnalysisProcessor(ITopicProducer<AnalysisResult> results) : AvroProcessor<TranscriptionSegment>
{
    /// <inheritdoc />
    protected override Task ProcessAsync(MessageContext<TranscriptionSegment> message, CancellationToken cancellationToken)
    {
        var (timestamp, text, user) = message.Value;
        return results.ProduceAsync(user, new AnalysisResult(user, Analyse(text), timestamp), cancellationToken);
    }

    // Your own logic goes here. This one finds what is talked about most: the longest word that is said most often.
    private static string Analyse(string text) => text
        .Split([' ', '.', ',', ';', '!', '?'], StringSplitOptions.RemoveEmptyEntries)
        .GroupBy(word => word.ToLowerInvariant())
        .OrderByDescending(words => words.Count()).ThenByDescending(words => words.Key.Length)
        .Select(words => $"Analyzed: mostly about '{words.Key}'")
        .FirstOrDefault("Analyzed: nothing was said");
}
