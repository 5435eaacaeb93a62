using System.Diagnostics;
using Sts.Core.Messaging;

namespace Sts.Core.Diagnostics.Tracing;

/// <summary>
/// What the running code works on: a message, a batch, or something that began by itself. It follows the asynchronous flow, so that whoever
/// produces, logs or tells of an event need not be told. Nothing is computed before somebody asks.
/// </summary>
internal abstract class WorkScope
{
    private static readonly AsyncLocal<WorkScope?> Ambient = new();

    /// <summary>What the calling code works on, if anything.</summary>
    public static WorkScope? Current => Ambient.Value;

    /// <summary>The trace that it belongs to, and the span that has caused it, if one was recorded; empty when there is no trace.</summary>
    public abstract ActivityContext Trace { get; }

    /// <summary>The processor that works, if one does.</summary>
    public virtual string? Processor => null;

    /// <summary>The message, or the first one of a batch.</summary>
    public virtual MessagePosition? FirstMessage => null;

    /// <summary>When the message was written to its topic, by its producer's clock or the broker's; null where that is not known.</summary>
    public virtual DateTimeOffset? ProducedAt => null;

    /// <summary>The key of the message, which is the user where producers key by user; null when there is none, or there are several messages.</summary>
    public virtual string? User => null;

    /// <summary>From here on, until the calling asynchronous method returns, and in all that it begins.</summary>
    public void Enter() => Ambient.Value = this;
}
