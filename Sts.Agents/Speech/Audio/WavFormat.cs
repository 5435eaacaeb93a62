using System.Buffers.Binary;

namespace Sts.Agents.Speech.Audio;

/// <summary>The <c>fmt </c> chunk of a WAV file whose samples have one size: PCM, float, A-law, µ-law.</summary>
internal sealed record WavFormat(int Channels, int SampleRate, int BitsPerSample)
{
    /// <summary>The smallest valid size of the chunk, in bytes.</summary>
    public const int MinimumSize = 16;

    private const int Pcm = 1, Float = 3, ALaw = 6, MuLaw = 7, Extensible = 0xFFFE;

    /// <summary>Bytes in one sample of all channels.</summary>
    public int BlockAlign => Channels * BitsPerSample / 8;

    /// <summary>Bytes in one second.</summary>
    public long ByteRate => (long)SampleRate * BlockAlign;

    /// <exception cref="InvalidDataException">The chunk makes no sense, or its samples are compressed.</exception>
    public static WavFormat Parse(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < MinimumSize)
            throw new InvalidDataException($"its format chunk has {chunk.Length} bytes instead of at least {MinimumSize}");

        var encoding = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var sampleRate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        var blockAlign = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);

        if (encoding is not (Pcm or Float or ALaw or MuLaw or Extensible))
            throw new InvalidDataException($"its samples have the unsupported encoding {encoding}");
        if (channels is 0 or > 32 || sampleRate is 0 or > 768_000 || bits is not (8 or 16 or 24 or 32 or 64))
            throw new InvalidDataException($"{channels} channels of {bits} bits at {sampleRate} Hz can't be");
        if (blockAlign != channels * bits / 8)
            throw new InvalidDataException($"{channels} channels of {bits} bits don't make blocks of {blockAlign} bytes");

        return new WavFormat(channels, (int)sampleRate, bits);
    }
}
