using Sts.Core.Diagnostics;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Storage;

namespace Sts.Processors;

/// <summary>
/// Stores every utterance. A replay changes nothing, because a message's position in the log is unique, and because nothing is stored of somebody who has been
/// erased since.
/// </summary>
[Consumes(Topics.Transcriptions)]
public sealed class PersistenceProcessor(ITranscriptionWriter writer, IErasure erasure, IPipelineEvents events, TimeProvider time)
    : AvroBatchProcessor<TranscriptionSegment>
{
    /// <inheritdoc />
    protected override async Task ProcessAsync(IReadOnlyList<MessageContext<TranscriptionSegment>> messages, CancellationToken cancellationToken)
    {
        var receivedAt = EventTime.ToMicroseconds(time.GetUtcNow());
        var (kept, rows) = (new List<MessageContext<TranscriptionSegment>>(messages.Count), new List<TranscriptionRow>(messages.Count));
        foreach (var message in messages)
        {
            var row = ToRow(message, receivedAt);
            if (!await erasure.IsErasedAsync(row.UserId, row.Timestamp, cancellationToken))
            {
                kept.Add(message);
                rows.Add(row);
            }
        }

        await writer.WriteAsync(rows, cancellationToken);
        for (var i = 0; i < rows.Count; i++)
        {
            events.Publish(PipelineEvent.UtteranceStored, rows[i].UserId, rows[i].Text, EventFacts.About(kept[i]));
        }
    }

    private static TranscriptionRow ToRow(MessageContext<TranscriptionSegment> message, DateTimeOffset receivedAt)
    {
        var utterance = MessageRules.ReadUtterance(message.Value);
        var (log, topic, partition, offset) = message.Position;
        return new TranscriptionRow(utterance.UserId, utterance.Text, utterance.Timestamp, log, topic, partition, offset, receivedAt);
    }
}
