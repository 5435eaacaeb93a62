using System.Buffers;

namespace Sts.Core.Schemas;

/// <summary>Room to encode a message in, kept for the next one of the thread.</summary>
internal sealed class MessageBuffer : IDisposable
{
    private const int InitialSize = 256;

    // A message that is larger than this must not keep its buffer alive on every thread of the pool.
    private const int MaxKept = 64 * 1024;

    [ThreadStatic]
    private static MessageBuffer? _ofThread;

    private MessageBuffer? _second;
    private bool _isRented;

    /// <summary>The room.</summary>
    public ArrayBufferWriter<byte> Bytes { get; private set; } = new(InitialSize);

    /// <summary>Takes an empty buffer, which is the caller's until it is disposed of.</summary>
    public static MessageBuffer Rent()
    {
        var buffer = _ofThread ??= new MessageBuffer();
        // A second one is needed where one encoding is made from another.
        if (buffer._isRented)
            buffer = buffer._second ??= new MessageBuffer();

        if (buffer._isRented)
            return new MessageBuffer();

        buffer._isRented = true;
        return buffer;
    }

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        if (Bytes.Capacity <= MaxKept)
            Bytes.ResetWrittenCount();
        else
            Bytes = new ArrayBufferWriter<byte>(InitialSize);

        _isRented = false;
    }
}
