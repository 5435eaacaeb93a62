using Microsoft.Extensions.Options;
using NUnit.Framework;
using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace My.Words.Tests;

public sealed class Words_ProcessorTests
{
    [TestCase("turn off the lights", 1, 4)]
    [TestCase("turn off the lights", 4, 2)]
    [TestCase("", 1, 0)]
    public async Task Processor_Utterance_PublishesHowManyWordsItHas(string text, int leastLetters, int words)
    {
        var counts = new CollectingProducer();
        var processor = new Words_Processor(counts, Options.Create(new Words_Options { LeastLetters = leastLetters }));

        await processor.DeliverAsync(new TranscriptionSegment("2026-01-31T18:30:00Z", text, "alice"));

        Assert.That(counts.Produced, Is.EqualTo(new[] { new WordCount("alice", words, "2026-01-31T18:30:00Z") }));
    }

    private sealed class CollectingProducer : ITopicProducer<WordCount>
    {
        public List<WordCount> Produced { get; } = [];

        public string Topic => "my.words.output";

        public Task ProduceAsync(string key, WordCount message, CancellationToken cancellationToken)
        {
            Produced.Add(message);
            return Task.CompletedTask;
        }
    }
}
