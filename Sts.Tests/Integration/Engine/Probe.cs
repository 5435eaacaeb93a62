using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace Sts.Tests.Integration.Engine;

/// <summary>What a test does with a message.</summary>
public delegate Task Handler(string engine, MessageContext<TranscriptionSegment> message, CancellationToken cancellationToken);

/// <summary>Passes a processor's messages on to a test and keeps the journal.</summary>
public sealed class Probe(string engine, Journal journal, Handler handler)
{
    public async Task HandleAsync(MessageContext<TranscriptionSegment> message, CancellationToken cancellationToken)
    {
        var succeeded = false;
        journal.Begin(engine, message);
        try
        {
            await handler(engine, message, cancellationToken);
            succeeded = true;
        }
        finally
        {
            journal.End(engine, message, succeeded);
        }
    }
}
