using System.Diagnostics;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Text;
using Confluent.Kafka;
using Sts.Core.Diagnostics.Tracing;
using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.Consuming;

/// <summary>A message between its being polled and its offset's being committed.</summary>
internal sealed class InFlightMessage : WorkScope
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ConsumeResult<byte[]?, byte[]?>? _result;
    private volatile bool _finished;
    // The trace, once somebody has asked for it; of a finished message, else, the header that names it.
    private object? _trace;

    public InFlightMessage(ConsumeResult<byte[]?, byte[]?> result, PartitionAssignment assignment, bool orderByPartition = false)
    {
        (_result, Assignment, Offset) = (result, assignment, result.Offset.Value);
        var key = result.Message.Key;
        Bytes = (result.Message.Value?.Length ?? 0) + (key?.Length ?? 0);
        // A key's messages lie in one partition, so the partition belongs to the key; two keys with the same hash just share their order.
        OrderingKey = orderByPartition || key is null ? (ulong)assignment.HashSeed : XxHash3.HashToUInt64(key, assignment.HashSeed);
    }

    public PartitionAssignment Assignment { get; }

    public long Offset { get; }

    /// <summary>The size of key and value.</summary>
    public int Bytes { get; }

    /// <summary>Messages with the same ordering key are processed in order.</summary>
    public ulong OrderingKey { get; }

    /// <summary>The next message of the same key. Used by the worker pool only, under its lock.</summary>
    public InFlightMessage? Next { get; set; }

    /// <summary>What was polled, until the message is finished.</summary>
    public ConsumeResult<byte[]?, byte[]?> Result => _result ?? throw new InvalidOperationException($"{Assignment.Partition}@{Offset} is finished.");

    /// <summary>What there is to know for who decodes its value.</summary>
    public SerializationContext ValueContext => new(MessageComponentType.Value, Assignment.Partition.Topic, Result.Message.Headers);

    /// <summary>Whether its effects are durable.</summary>
    public bool IsFinished => _finished;

    /// <summary>Where it lies; of a replay, where it lay first, until it is finished.</summary>
    public MessagePosition Position => Replay.OriginalPosition(_result?.Message.Headers)
        ?? new MessagePosition(Assignment.Log, Assignment.Partition.Topic, Assignment.Partition.Partition.Value, Offset);

    public override MessagePosition? FirstMessage => Position;

    /// <summary>The trace that it came with, or one that follows from its position.</summary>
    public override ActivityContext Trace
    {
        get
        {
            if (_trace is not StrongBox<ActivityContext> found)
            {
                _trace = found = new StrongBox<ActivityContext>(FindTrace());
            }

            return found.Value;
        }
    }

    public override string? Processor => Assignment.Processor?.Name;

    public override string? User => _result is null ? null : KeyText();

    public override DateTimeOffset? ProducedAt => _result?.Message.Timestamp is { Type: not TimestampType.NotAvailable } time
        ? DateTimeOffset.FromUnixTimeMilliseconds(time.UnixTimestampMs)
        : null;

    /// <summary>Its effects are durable. Its bytes are let go of, as it may have to wait long for a message before it.</summary>
    public void Finish()
    {
        // What it has begun may go on, and belongs to its trace.
        _trace ??= TraceHeaders.Find(Result.Message.Headers);
        _result = null;
        _finished = true;
    }

    public MessageContext<TMessage> ToContext<TMessage>(TMessage value) => new(value, KeyText(), Position) { Work = this };

    private ActivityContext FindTrace()
    {
        var read = _result is { } result ? TraceHeaders.Read(result.Message.Headers) : TraceHeaders.Read(_trace as byte[]);
        return read == default ? TraceIds.Of(Position) : read;
    }

    private string? KeyText()
    {
        if (Result.Message.Key is not { } key)
        {
            return null;
        }

        try
        {
            return StrictUtf8.GetString(key);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
