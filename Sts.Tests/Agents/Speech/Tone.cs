using System.Buffers.Binary;
using System.Text;

namespace Sts.Tests.Agents.Speech;

/// <summary>Makes WAV files, byte by byte and not with the code under test, and measures them.</summary>
internal static class Tone
{
    public const int SampleRate = 8000;

    public static byte[] Wav(double seconds = 0.1)
    {
        var samples = new byte[2 * (int)(seconds * SampleRate)];
        for (var i = 0; i < samples.Length / 2; i++)
            BinaryPrimitives.WriteInt16LittleEndian(samples.AsSpan(2 * i), (short)(8000 * Math.Sin(i * 0.3)));
        return Wav(samples);
    }

    public static byte[] Wav(byte[] samples, int channels = 1, int bits = 16, uint? riffSize = null, uint? dataSize = null, byte[]? before = null, byte[]? after = null)
    {
        before ??= [];
        after ??= [];
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file, Encoding.ASCII);
        var pad = samples.Length & 1;
        writer.Write("RIFF"u8);
        writer.Write(riffSize ?? (uint)(36 + before.Length + samples.Length + pad + after.Length));
        writer.Write("WAVE"u8);
        writer.Write(before);
        writer.Write("fmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)channels);
        writer.Write(SampleRate);
        writer.Write(SampleRate * channels * bits / 8);
        writer.Write((short)(channels * bits / 8));
        writer.Write((short)bits);
        writer.Write("data"u8);
        writer.Write(dataSize ?? (uint)samples.Length);
        writer.Write(samples);
        writer.Write(new byte[pad]);
        writer.Write(after);
        writer.Flush();
        return file.ToArray();
    }

    public static byte[] Chunk(string name, byte[] body) =>
        [.. Encoding.ASCII.GetBytes(name), .. BitConverter.GetBytes(body.Length), .. body, .. new byte[body.Length & 1]];

    /// <summary>Root mean square of 16-bit samples, 0 (silence) to 1.</summary>
    public static double Loudness(ReadOnlySpan<byte> samples)
    {
        var sum = 0.0;
        for (var i = 0; i + 1 < samples.Length; i += 2)
            sum += Math.Pow(BinaryPrimitives.ReadInt16LittleEndian(samples[i..]) / 32768.0, 2);
        return Math.Sqrt(sum / Math.Max(1, samples.Length / 2));
    }
}
