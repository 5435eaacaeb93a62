using System.Buffers;

namespace Sts.Core.Schemas;

/// <summary>Room to encode a message in, kept for the next one of the thread.</summary>
internal readonly struct MessageBuffer : IDisposable
{
    private const int InitialSize = 256;

    // A message that is larger than this must not keep its buffer alive on every thread of the pool.
    private const int MaxKept = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _kept;

    // Where one encoding is made from another.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _second;

    private MessageBuffer(ArrayBufferWriter<byte> bytes) => Bytes = bytes;

    /// <summary>The room.</summary>
    public ArrayBufferWriter<byte> Bytes { get; }

    /// <summary>Takes an empty buffer, which is the caller's until it is disposed of.</summary>
    public static MessageBuffer Rent()
    {
        var bytes = _kept ?? _second ?? new ArrayBufferWriter<byte>(InitialSize);
        if (ReferenceEquals(bytes, _kept))
            _kept = null;
        else
            _second = null;

        return new MessageBuffer(bytes);
    }

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        if (Bytes.Capacity > MaxKept)
            return;

        Bytes.ResetWrittenCount();
        if (_kept is null)
            _kept = Bytes;
        else
            _second = Bytes;
    }
}
