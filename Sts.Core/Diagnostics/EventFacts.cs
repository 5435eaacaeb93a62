using Sts.Core.Diagnostics.Tracing;
using Sts.Core.Messaging;

namespace Sts.Core.Diagnostics;

/// <summary>What there is to know about an event beside whom it concerns and what happened.</summary>
public sealed record EventFacts
{
    /// <summary>What an agent decided, and on what ground.</summary>
    public EventDecision? Decision { get; init; }

    /// <summary>The id of the session that it is about.</summary>
    public int? SessionId { get; init; }

    /// <summary>The id of the action that it is about.</summary>
    public long? ActionId { get; init; }

    internal WorkScope? Work { get; init; }

    /// <summary>That the event is about one of several messages that are processed at once.</summary>
    /// <param name="message">The message.</param>
    /// <typeparam name="TMessage">Its value.</typeparam>
    public static EventFacts About<TMessage>(MessageContext<TMessage> message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new EventFacts { Work = message.Work };
    }
}
