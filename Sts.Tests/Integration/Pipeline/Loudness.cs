using System.Buffers.Binary;

namespace Sts.Tests.Integration.Pipeline;

/// <summary>Measures a WAV file of 16-bit PCM.</summary>
/// <param name="Rms">Root mean square of its samples; 1 is full scale, and silence is 0.</param>
/// <param name="Duration">How long it sounds.</param>
public sealed record Loudness(double Rms, TimeSpan Duration)
{
    /// <summary>Reads a file. Its chunks must lie within it (RIFF, as of IBM and Microsoft 1991).</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static Loudness Of(string path)
    {
        var wav = File.ReadAllBytes(path).AsSpan();
        if (!wav.StartsWith("RIFF"u8) || !wav[8..].StartsWith("WAVE"u8))
        {
            throw new InvalidDataException($"{path} is no WAV file.");
        }

        var format = Chunk(wav, "fmt "u8);
        var (encoding, bits) = (BinaryPrimitives.ReadInt16LittleEndian(format), BinaryPrimitives.ReadInt16LittleEndian(format[14..]));
        if ((encoding, bits) is not (1, 16))
        {
            throw new InvalidDataException($"{path} is not 16-bit PCM.");
        }

        var data = Chunk(wav, "data"u8);
        double sum = 0;
        for (var i = 0; i + 1 < data.Length; i += 2)
        {
            var sample = BinaryPrimitives.ReadInt16LittleEndian(data[i..]) / 32768.0;
            sum += sample * sample;
        }

        var bytesPerSecond = BinaryPrimitives.ReadInt32LittleEndian(format[8..]);
        return new Loudness(Math.Sqrt(sum / Math.Max(1, data.Length / 2)), TimeSpan.FromSeconds((double)data.Length / bytesPerSecond));
    }

    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> wav, ReadOnlySpan<byte> name)
    {
        for (var at = 12; at + 8 <= wav.Length;)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(wav[(at + 4)..]);
            if (wav[at..].StartsWith(name))
            {
                return wav.Slice(at + 8, size);
            }

            at += 8 + size + (size % 2);
        }

        throw new InvalidDataException("A chunk is missing.");
    }
}
