using System.Buffers.Binary;

namespace Sts.Agents.Speech.Audio;

/// <summary>The <c>fmt </c> chunk of a WAV file whose samples have one size: PCM, float, A-law, µ-law.</summary>
/// <param name="Channels">1 is mono.</param>
/// <param name="SampleRate">Samples of each channel in a second.</param>
/// <param name="BitsPerSample">The size of a sample.</param>
/// <param name="Encoding">What a sample is, by the number that RIFF has for it.</param>
internal sealed record WavFormat(int Channels, int SampleRate, int BitsPerSample, int Encoding = WavFormat.Pcm)
{
    /// <summary>The smallest valid size of the chunk, in bytes.</summary>
    public const int MinimumSize = 16;

    /// <summary>Encodings: integers (of 8 bits without a sign), floating point, and the two of telephony (ITU-T G.711).</summary>
    public const int Pcm = 1, Float = 3, ALaw = 6, MuLaw = 7;

    private const int Extensible = 0xFFFE;

    /// <summary>Where an extensible format has the encoding: at the beginning of its GUID.</summary>
    private const int SubFormat = 24;

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

        if (encoding == Extensible)
            encoding = chunk.Length >= SubFormat + 2 ? BinaryPrimitives.ReadUInt16LittleEndian(chunk[SubFormat..]) : (ushort)Pcm;
        return new WavFormat(channels, (int)sampleRate, bits, encoding);
    }

    /// <summary>The chunk's content.</summary>
    public byte[] ToChunk()
    {
        var chunk = new byte[MinimumSize];
        BinaryPrimitives.WriteUInt16LittleEndian(chunk, (ushort)Encoding);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(2), (ushort)Channels);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(4), (uint)SampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(8), (uint)ByteRate);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(12), (ushort)BlockAlign);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(14), (ushort)BitsPerSample);
        return chunk;
    }
}
