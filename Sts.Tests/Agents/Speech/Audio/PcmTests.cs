using System.Buffers.Binary;
using CsCheck;
using Sts.Agents.Speech.Audio;

namespace Sts.Tests.Agents.Speech.Audio;

public class PcmTests
{
    private const double Frequency = 440;

    private static readonly (int Encoding, int Bits)[] Kinds = [(1, 8), (1, 16), (1, 24), (1, 32), (3, 32), (3, 64), (6, 8), (7, 8)];

    [Test]
    public void Convert_AnyKindRateAndChannels_KeepsLengthPitchAndLoudness() =>
        Gen.Select(Gen.Int[8_000, 48_000], Gen.Int[1, 2], Gen.Int[0, Kinds.Length - 1].Select(index => Kinds[index]), Gen.Int[0, 3].Select(index => new[] { 8_000, 16_000, 22_050, 48_000 }[index])).Sample(
            (rate, channels, kind, wanted) =>
            {
                var result = Pcm.Convert(Sine(rate, channels, kind.Encoding, kind.Bits), Pcm.Format(wanted, 1));

                Assert.That(result.Format, Is.EqualTo(new WavFormat(1, wanted, 16)));
                Assert.That(result.Duration.TotalSeconds, Is.EqualTo(0.25).Within(0.001));
                Assert.That(Tone.Loudness(result.Samples.Span), Is.EqualTo(0.5 / Math.Sqrt(2)).Within(0.03));
                Assert.That(Crossings(result) / 2 / 0.25, Is.EqualTo(Frequency).Within(12));
            },
            iter: 200);

    [Test]
    public void Convert_AsWanted_IsTheSame()
    {
        var wav = WavFile.Read(Tone.Wav());

        Pcm.Convert(wav, wav.Format).Should().BeSameAs(wav);
    }

    [Test]
    public void Convert_WhatALowerRateCannotCarry_IsMostlyKeptOut()
    {
        var samples = new byte[48_000];
        for (var i = 0; i < samples.Length / 2; i++)
            BinaryPrimitives.WriteInt16LittleEndian(samples.AsSpan(2 * i), (short)(i % 2 == 0 ? 16_000 : -16_000)); // 24 kHz

        var result = Pcm.Convert(WavFile.Create(Pcm.Format(48_000, 1), samples), Pcm.Format(16_000, 1));

        Tone.Loudness(result.Samples.Span).Should().BeLessThan(0.2);
    }

    [Test]
    public void Join_OtherFormats_TakesTheFirst()
    {
        var joined = Pcm.Join([Sine(16_000, 1, 1, 16), Sine(22_050, 2, 3, 32)]);

        joined.Format.Should().Be(new WavFormat(1, 16_000, 16));
        joined.Duration.TotalSeconds.Should().BeApproximately(0.5, 0.001);
    }

    [Test]
    public void Read_Extensible_HasTheEncodingOfItsGuid()
    {
        byte[] format = [0xFE, 0xFF, .. new WavFormat(1, 48_000, 32, WavFormat.Float).ToChunk()[2..], 22, 0, 32, 0, 4, 0, 0, 0, 3, 0, .. new byte[14]];
        byte[] file = [.. "RIFF\0\0\0\0WAVEfmt "u8, (byte)format.Length, 0, 0, 0, .. format, .. "data"u8, 4, 0, 0, 0, 0, 0, 0, 0x3F];

        Pcm.Convert(WavFile.Read(file), Pcm.Format(48_000, 1)).Samples.ToArray().Should().Equal(0, 0x40);
    }

    private static WavFile Sine(int rate, int channels, int encoding, int bits)
    {
        var frames = rate / 4;
        var size = bits / 8;
        var samples = new byte[frames * channels * size];
        for (var i = 0; i < frames * channels; i++)
            Encode(0.5 * Math.Sin(2 * Math.PI * Frequency * (i / channels) / rate), samples.AsSpan(i * size, size), encoding, bits);
        return WavFile.Create(new WavFormat(channels, rate, bits, encoding), samples);
    }

    private static void Encode(double value, Span<byte> at, int encoding, int bits)
    {
        switch (encoding, bits)
        {
            case (1, 8):
                at[0] = (byte)(128 + (value * 127));
                break;
            case (1, 16):
                BinaryPrimitives.WriteInt16LittleEndian(at, (short)(value * 32767));
                break;
            case (1, 24):
                Span<byte> four = stackalloc byte[4];
                BinaryPrimitives.WriteInt32LittleEndian(four, (int)(value * 8388607));
                four[..3].CopyTo(at);
                break;
            case (1, 32):
                BinaryPrimitives.WriteInt32LittleEndian(at, (int)(value * int.MaxValue));
                break;
            case (3, 32):
                BinaryPrimitives.WriteSingleLittleEndian(at, (float)value);
                break;
            case (3, 64):
                BinaryPrimitives.WriteDoubleLittleEndian(at, value);
                break;
            case (6, 8):
                at[0] = ALaw(value);
                break;
            default:
                at[0] = MuLaw(value);
                break;
        }
    }

    // By the curves of ITU-T G.711, searched for the nearest level: slow, and nothing like a decoder.
    private static byte MuLaw(double value)
    {
        var magnitude = Math.Log(1 + (255 * Math.Abs(value))) / Math.Log(256);
        return (byte)~((value < 0 ? 0x80 : 0) | Math.Min(127, (int)(magnitude * 128)));
    }

    private static byte ALaw(double value)
    {
        const double A = 87.6;
        var size = Math.Abs(value);
        var magnitude = size < 1 / A ? A * size / (1 + Math.Log(A)) : (1 + Math.Log(A * size)) / (1 + Math.Log(A));
        return (byte)(((value < 0 ? 0 : 0x80) | Math.Min(127, (int)(magnitude * 128))) ^ 0x55);
    }

    private static double Crossings(WavFile wav)
    {
        var crossings = 0;
        var before = 0;
        for (var i = 0; i < wav.Samples.Length; i += 2)
        {
            var sample = BinaryPrimitives.ReadInt16LittleEndian(wav.Samples.Span[i..]);
            var sign = Math.Abs((int)sample) < 300 ? before : Math.Sign(sample);
            if (sign != before && before != 0)
                crossings++;
            before = sign;
        }

        return crossings + 1;
    }
}
