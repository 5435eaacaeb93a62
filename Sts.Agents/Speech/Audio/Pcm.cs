using System.Buffers.Binary;

namespace Sts.Agents.Speech.Audio;

/// <summary>Brings samples of any kind to 16-bit PCM of a wanted rate and number of channels.</summary>
internal static class Pcm
{
    private const int Bits = 16;

    /// <summary>What a file becomes.</summary>
    public static WavFormat Format(int sampleRate, int channels) => new(channels, sampleRate, Bits);

    /// <summary>Converts a file to a format of this class; one that is as wanted is returned as it is.</summary>
    /// <exception cref="InvalidDataException">Its samples are of a kind that can't be.</exception>
    public static WavFile Convert(WavFile wav, WavFormat wanted)
    {
        var (sampleRate, channels) = (wanted.SampleRate, wanted.Channels);
        if (wav.Format == wanted)
            return wav;
        var source = Mix(Decode(wav), wav.Format.Channels, channels);
        var result = Resample(source, channels, wav.Format.SampleRate, sampleRate);
        var bytes = new byte[result.Length * 2];
        for (var i = 0; i < result.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), (short)Math.Clamp(MathF.Round(result[i] * 32768f), short.MinValue, short.MaxValue));
        return WavFile.Create(wanted, bytes);
    }

    /// <summary>One file of several, in the format of the first.</summary>
    public static WavFile Join(IReadOnlyList<WavFile> files)
    {
        if (files.Count == 1)
            return files[0];
        var first = files[0].Format;
        var parts = files.All(file => file.Format == first) ? files : [.. files.Select(file => Convert(file, Format(first.SampleRate, first.Channels)))];
        var samples = new byte[parts.Sum(part => part.Samples.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.Samples.Span.CopyTo(samples.AsSpan(at));
            at += part.Samples.Length;
        }

        return WavFile.Create(parts[0].Format, samples);
    }

    private static float[] Decode(WavFile wav)
    {
        var samples = wav.Samples.Span;
        var size = wav.Format.BitsPerSample / 8;
        var result = new float[samples.Length / size];
        for (var i = 0; i < result.Length; i++)
            result[i] = Decode(samples.Slice(i * size, size), wav.Format);
        return result;
    }

    private static float Decode(ReadOnlySpan<byte> sample, WavFormat format) => (format.Encoding, format.BitsPerSample) switch
    {
        (WavFormat.Pcm, 8) => (sample[0] - 128) / 128f,
        (WavFormat.Pcm, 16) => BinaryPrimitives.ReadInt16LittleEndian(sample) / 32768f,
        (WavFormat.Pcm, 24) => (sample[0] | (sample[1] << 8) | ((sbyte)sample[2] << 16)) / 8388608f,
        (WavFormat.Pcm, 32) => BinaryPrimitives.ReadInt32LittleEndian(sample) / 2147483648f,
        (WavFormat.Float, 32) => Finite(BinaryPrimitives.ReadSingleLittleEndian(sample)),
        (WavFormat.Float, 64) => Finite((float)BinaryPrimitives.ReadDoubleLittleEndian(sample)),
        (WavFormat.MuLaw, 8) => MuLaw(sample[0]) / 32768f,
        (WavFormat.ALaw, 8) => ALaw(sample[0]) / 32768f,
        _ => throw new InvalidDataException($"samples of {format.BitsPerSample} bits with the encoding {format.Encoding} can't be"),
    };

    private static float Finite(float value) => float.IsFinite(value) ? value : 0;

    // ITU-T G.711.
    private static int MuLaw(byte code)
    {
        var bits = ~code & 0xFF;
        var magnitude = ((((bits & 0x0F) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
        return (bits & 0x80) != 0 ? -magnitude : magnitude;
    }

    private static int ALaw(byte code)
    {
        var bits = code ^ 0x55;
        var (exponent, mantissa) = ((bits & 0x70) >> 4, (bits & 0x0F) << 4);
        var magnitude = exponent == 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1);
        return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }

    /// <summary>To fewer channels by their mean, to more by repeating.</summary>
    private static float[] Mix(float[] samples, int from, int to)
    {
        if (from == to)
            return samples;
        var frames = samples.Length / from;
        var result = new float[frames * to];
        for (var frame = 0; frame < frames; frame++)
        {
            var mean = 0f;
            for (var channel = 0; channel < from; channel++)
                mean += samples[(frame * from) + channel] / from;
            result.AsSpan(frame * to, to).Fill(mean);
        }

        return result;
    }

    /// <summary>
    /// Linear interpolation. To a lower rate, each sample is the mean of what lies around it, which keeps out most of what the lower rate
    /// can't carry; for speech that is enough.
    /// </summary>
    private static float[] Resample(float[] samples, int channels, int from, int to)
    {
        var frames = samples.Length / channels;
        if (from == to || frames == 0)
            return samples;
        var wanted = (int)Math.Max(1, (long)frames * to / from);
        var step = (double)from / to;
        var result = new float[wanted * channels];
        for (var frame = 0; frame < wanted; frame++)
        {
            var at = frame * step;
            for (var channel = 0; channel < channels; channel++)
                result[(frame * channels) + channel] = step > 1 ? MeanAround(at, channel) : Between(at, channel);
        }

        return result;

        float Between(double at, int channel)
        {
            var (low, part) = ((int)at, (float)(at - (int)at));
            var high = Math.Min(low + 1, frames - 1);
            return (samples[(low * channels) + channel] * (1 - part)) + (samples[(high * channels) + channel] * part);
        }

        float MeanAround(double at, int channel)
        {
            var (first, last) = (Math.Max(0, (int)Math.Ceiling(at - (step / 2))), Math.Min(frames - 1, (int)(at + (step / 2))));
            var sum = 0f;
            for (var i = first; i <= last; i++)
                sum += samples[(i * channels) + channel];
            return sum / (last - first + 1);
        }
    }
}
