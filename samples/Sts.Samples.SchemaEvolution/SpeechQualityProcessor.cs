using Microsoft.Extensions.Logging;
using Sts.Core.Messaging;

namespace Sts.Samples.SchemaEvolution;

/// <summary>Reads with the schema that the topic began with.</summary>
[Consumes("speech.quality")]
public sealed partial class SpeechQualityProcessor(ILogger<SpeechQualityProcessor> logger) : AvroProcessor<SpeechQuality>
{
    /// <inheritdoc />
    protected override Task ProcessAsync(MessageContext<SpeechQuality> message, CancellationToken cancellationToken)
    {
        var (user, duration, device) = message.Value;
        LogHeard(user, duration, device);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Old reader: {User} spoke for {Duration} ms, device {Device}")]
    private partial void LogHeard(string user, int duration, string device);
}
