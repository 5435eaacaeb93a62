using Microsoft.Extensions.Options;
using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace My.Words;

/// <summary>Counts the words of every utterance.</summary>
[Consumes(Topics.Transcriptions)]
[Produces<WordCount>("my.words.output")]
public sealed class Words_Processor(ITopicProducer<WordCount> counts, IOptions<Words_Options> options) : AvroProcessor<TranscriptionSegment>
{
    /// <inheritdoc />
    protected override Task ProcessAsync(MessageContext<TranscriptionSegment> message, CancellationToken cancellationToken)
    {
        var (timestamp, text, user) = message.Value;
        return counts.ProduceAsync(user, new WordCount(user, Count(text), timestamp), cancellationToken);
    }

    private int Count(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Length >= options.Value.LeastLetters);
}
