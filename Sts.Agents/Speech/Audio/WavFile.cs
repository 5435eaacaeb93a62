using System.Buffers.Binary;

namespace Sts.Agents.Speech.Audio;

/// <summary>
/// A RIFF/WAVE file whose sizes are true. Programs that stream one can't know the sizes when they write the header, so they write 0,
/// 0x7FFFF000 or 0xFFFFFFFF there; such a file is repaired, and so is a truncated one.
/// </summary>
/// <param name="Format">How the samples are stored.</param>
/// <param name="Samples">The samples, whole blocks only.</param>
/// <param name="Bytes">The complete file: the input itself where it was true, else a copy of its format and samples.</param>
internal sealed record WavFile(WavFormat Format, ReadOnlyMemory<byte> Samples, ReadOnlyMemory<byte> Bytes)
{
    private const int RiffHeader = 12, ChunkHeader = 8, StreamHeader = RiffHeader + ChunkHeader + WavFormat.MinimumSize + ChunkHeader;

    /// <summary>Not more, because some players read it as a number with a sign.</summary>
    private const long SizeOfStream = 0x7FFFF000;

    /// <summary>How long it plays.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Samples.Length / Format.ByteRate);

    /// <summary>Reads <paramref name="input"/>, which may lie about every size. Allocates no more than the input's size plus one byte of padding.</summary>
    /// <exception cref="InvalidDataException">It is not a WAV file, or has no format or samples. The message completes "it is not a usable WAV file: ".</exception>
    public static WavFile Read(ReadOnlyMemory<byte> input)
    {
        var span = input.Span;
        if (span.Length < RiffHeader || !span[..4].SequenceEqual("RIFF"u8) || !span[8..12].SequenceEqual("WAVE"u8))
            throw new InvalidDataException("it doesn't begin with RIFF and WAVE");

        var truthful = SizeAt(span, 4) == span.Length - ChunkHeader;
        ReadOnlyMemory<byte>? formatChunk = null;
        for (var chunk = RiffHeader; chunk + ChunkHeader <= span.Length;)
        {
            var body = chunk + ChunkHeader;
            var rest = span.Length - body;
            var declared = SizeAt(span, chunk + 4);
            var size = (int)Math.Min(declared, rest);

            if (span.Slice(chunk, 4).SequenceEqual("fmt "u8) && formatChunk is null)
                formatChunk = input.Slice(body, size);
            else if (span.Slice(chunk, 4).SequenceEqual("data"u8))
                return Complete(input, truthful, formatChunk, body, declared);

            chunk = body + size + (size & 1);
        }

        throw new InvalidDataException("it has no samples");
    }

    private static WavFile Complete(ReadOnlyMemory<byte> input, bool truthful, ReadOnlyMemory<byte>? formatChunk, int body, long declared)
    {
        if (formatChunk is not { } chunk)
            throw new InvalidDataException("its samples come before its format");

        var format = WavFormat.Parse(chunk.Span);
        var rest = input.Length - body;
        var unknown = declared > rest || (declared == 0 && !IsChunks(input.Span[body..]));
        var size = unknown ? rest : (int)declared;
        var whole = size - (size % format.BlockAlign);
        var samples = input.Slice(body, whole);
        // Where an odd size needs its padding byte but the file ends without it, the size in the RIFF header is still the file's.
        var intact = truthful && !unknown && whole == size && IsChunks(input.Span[Math.Min(input.Length, body + size + (size & 1))..]);
        return new WavFile(format, samples, intact ? input : Rebuild(chunk.Span, samples.Span));
    }

    /// <summary>The file as speech.</summary>
    public SpeechAudio ToSpeech() => new(Bytes, Duration);

    /// <summary>Makes a file of samples.</summary>
    public static WavFile Create(WavFormat format, ReadOnlySpan<byte> samples)
    {
        var file = Rebuild(format.ToChunk(), samples);
        return new WavFile(format, file.AsMemory(StreamHeader, samples.Length), file);
    }

    /// <summary>The beginning of a file whose samples follow one by one: its sizes are those that other programs give then.</summary>
    public static byte[] HeaderOfStream(WavFormat format) => HeaderOf(format, SizeOfStream);

    /// <summary>The beginning of a file with so many bytes of samples.</summary>
    public static byte[] HeaderOf(WavFormat format, long size)
    {
        var header = Rebuild(format.ToChunk(), []);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), (uint)(size + StreamHeader - ChunkHeader));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(StreamHeader - 4), (uint)size);
        return header;
    }

    /// <summary>
    /// Finds where the samples begin in the first bytes of a stream.
    /// </summary>
    /// <returns>The format and the offset of the first sample; null while too little has arrived to tell.</returns>
    /// <exception cref="InvalidDataException">It is not a WAV file.</exception>
    public static (WavFormat Format, int Offset)? ReadHeader(ReadOnlySpan<byte> span)
    {
        if (span.Length < RiffHeader)
            return null;
        if (!span[..4].SequenceEqual("RIFF"u8) || !span[8..12].SequenceEqual("WAVE"u8))
            throw new InvalidDataException("it doesn't begin with RIFF and WAVE");
        WavFormat? format = null;
        for (long chunk = RiffHeader; chunk + ChunkHeader <= span.Length;)
        {
            var body = (int)chunk + ChunkHeader;
            var size = SizeAt(span, (int)chunk + 4);
            if (span.Slice((int)chunk, 4).SequenceEqual("data"u8))
                return (format ?? throw new InvalidDataException("its samples come before its format"), body);
            if (span.Slice((int)chunk, 4).SequenceEqual("fmt "u8) && body + size <= span.Length)
                format ??= WavFormat.Parse(span.Slice(body, (int)size));
            chunk = body + size + (size & 1);
        }

        return null;
    }

    /// <summary>Whether the bytes are whole chunks to their end; samples never look like that, because a chunk's name is printable.</summary>
    private static bool IsChunks(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= ChunkHeader && !bytes[..4].ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            var size = SizeAt(bytes, 4);
            var next = ChunkHeader + size + (size & 1);
            if (next > bytes.Length)
                return ChunkHeader + size == bytes.Length;
            bytes = bytes[(int)next..];
        }

        return bytes.IsEmpty;
    }

    private static byte[] Rebuild(ReadOnlySpan<byte> formatChunk, ReadOnlySpan<byte> samples)
    {
        var data = RiffHeader + ChunkHeader + formatChunk.Length + (formatChunk.Length & 1);
        var file = new byte[data + ChunkHeader + samples.Length + (samples.Length & 1)];
        WriteHeader(file, "RIFF"u8, file.Length - ChunkHeader);
        "WAVE"u8.CopyTo(file.AsSpan(8));
        WriteHeader(file.AsSpan(RiffHeader), "fmt "u8, formatChunk.Length);
        formatChunk.CopyTo(file.AsSpan(RiffHeader + ChunkHeader));
        WriteHeader(file.AsSpan(data), "data"u8, samples.Length);
        samples.CopyTo(file.AsSpan(data + ChunkHeader));
        return file;
    }

    private static void WriteHeader(Span<byte> at, ReadOnlySpan<byte> name, int size)
    {
        name.CopyTo(at);
        BinaryPrimitives.WriteInt32LittleEndian(at[4..], size);
    }

    private static long SizeAt(ReadOnlySpan<byte> span, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(span[offset..]);
}
