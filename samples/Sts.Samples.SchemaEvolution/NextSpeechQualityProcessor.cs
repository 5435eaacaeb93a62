using Microsoft.Extensions.Logging;
using Sts.Core.Messaging;

namespace Sts.Samples.SchemaEvolution;

/// <summary>Reads with the schema that the topic is going to have. It is there before the first such message is written.</summary>
[Consumes("speech.quality")]
public sealed partial class NextSpeechQualityProcessor(ILogger<NextSpeechQualityProcessor> logger) : AvroProcessor<Next.SpeechQuality>
{
    /// <inheritdoc />
    protected override Task ProcessAsync(MessageContext<Next.SpeechQuality> message, CancellationToken cancellationToken)
    {
        var (user, duration, language) = message.Value;
        LogHeard(user, duration, language);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "New reader: {User} spoke for {Duration} ms, language {Language}")]
    private partial void LogHeard(string user, long duration, string language);
}
