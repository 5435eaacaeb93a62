using System.Buffers.Binary;
using CsCheck;
using Sts.Agents.Speech.Audio;

namespace Sts.Tests.Agents.Speech.Audio;

public class WavFileTests
{
    private static readonly byte[] Samples = [1, 0, 2, 0, 3, 0, 4, 0];

    [Test]
    public void Read_TrueFile_IsReturnedWithoutCopy()
    {
        var input = Tone.Wav(0.5);

        var wav = WavFile.Read(input);

        wav.Format.Should().Be(new WavFormat(1, Tone.SampleRate, 16));
        wav.Duration.Should().Be(TimeSpan.FromSeconds(0.5));
        wav.Bytes.Should().Be((ReadOnlyMemory<byte>)input);
    }

    [TestCase(0u)]
    [TestCase(0x7FFFF000u)]
    [TestCase(0xFFFFFFFFu)]
    public void Read_StreamedSizes_AreReplacedByTheRealOnes(uint size)
    {
        var wav = WavFile.Read(Tone.Wav(Samples, riffSize: size, dataSize: size));

        wav.Samples.ToArray().Should().Equal(Samples);
        wav.Bytes.ToArray().Should().Equal(Tone.Wav(Samples));
    }

    [Test]
    public void Read_StreamedSilence_IsNotTakenForEmptyChunks()
    {
        var wav = WavFile.Read(Tone.Wav(new byte[64], riffSize: 0, dataSize: 0));

        wav.Samples.Length.Should().Be(64);
    }

    [Test]
    public void Read_TruncatedInTheMiddleOfABlock_KeepsWholeBlocks()
    {
        var input = Tone.Wav(Samples, channels: 2);

        var wav = WavFile.Read(input.AsMemory(0, input.Length - 1));

        wav.Samples.ToArray().Should().Equal(1, 0, 2, 0);
        wav.Bytes.ToArray().Should().Equal(Tone.Wav([1, 0, 2, 0], channels: 2));
    }

    [Test]
    public void Read_ChunksAroundTheSamples_AreSkippedAndKept()
    {
        var input = Tone.Wav(Samples, before: Tone.Chunk("JUNK", [1, 2, 3]), after: Tone.Chunk("LIST", [9, 9]));

        var wav = WavFile.Read(input);

        wav.Samples.ToArray().Should().Equal(Samples);
        wav.Bytes.ToArray().Should().Equal(input);
    }

    [Test]
    public void Read_EmptyDataBeforeAnotherChunk_HasNoSamples()
    {
        var wav = WavFile.Read(Tone.Wav([], after: Tone.Chunk("LIST", [9, 9])));

        wav.Samples.IsEmpty.Should().BeTrue();
        wav.Duration.Should().Be(TimeSpan.Zero);
    }

    [Test]
    public void Read_OddSize_IsPadded()
    {
        var wav = WavFile.Read(Tone.Wav([1, 2, 3], bits: 8, dataSize: uint.MaxValue).AsMemory()[..^1]);

        wav.Bytes.ToArray().Should().Equal(Tone.Wav([1, 2, 3], bits: 8));
    }

    [TestCase("", "RIFF")]
    [TestCase("{\"error\":\"no such voice\"}", "RIFF")]
    [TestCase("RIFF\0\0\0\0WAVE", "no samples")]
    [TestCase("RIFF\0\0\0\0WAVEdata\0\0\0\0", "before its format")]
    [TestCase("RIFF\0\0\0\0WAVEfmt \u0004\0\0\0\u0001\0\u0001\0data\0\0\0\0", "format chunk")]
    public void Read_NotAWav_SaysWhy(string input, string reason)
    {
        var read = () => WavFile.Read(System.Text.Encoding.Latin1.GetBytes(input));

        read.Should().Throw<InvalidDataException>().WithMessage($"*{reason}*");
    }

    [TestCase(20, (ushort)0x55, "encoding 85")]
    [TestCase(22, (ushort)0, "0 channels")]
    [TestCase(32, (ushort)7, "7 bytes")]
    [TestCase(34, (ushort)12, "12 bits")]
    public void Read_ImpossibleFormat_SaysWhy(int offset, ushort value, string reason)
    {
        var input = Tone.Wav(Samples);
        BinaryPrimitives.WriteUInt16LittleEndian(input.AsSpan(offset), value);

        var read = () => WavFile.Read(input);

        read.Should().Throw<InvalidDataException>().WithMessage($"*{reason}*");
    }

    [Test]
    public void Read_AnyDamage_IsRefusedOrRepairedForGood()
    {
        var valid = Tone.Wav(Samples, before: Tone.Chunk("JUNK", [1, 2, 3]), after: Tone.Chunk("LIST", [9, 9]));
        var damage = Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte).Array[0, 6];

        Gen.Select(damage, Gen.Int[0, valid.Length]).Sample((changes, length) =>
        {
            var input = valid.ToArray();
            foreach (var (index, value) in changes)
                input[index] = value;
            AssertRefusedOrRepaired(input.AsMemory(0, length));
        });
    }

    private static void AssertRefusedOrRepaired(ReadOnlyMemory<byte> input)
    {
        try
        {
            var wav = WavFile.Read(input);
            var again = WavFile.Read(wav.Bytes);
            Assert.That(wav.Bytes.Length, Is.LessThanOrEqualTo(input.Length + 1));
            Assert.That(again.Bytes, Is.EqualTo(wav.Bytes), "a repaired file needs no further repair");
            Assert.That(again.Samples.ToArray(), Is.EqualTo(wav.Samples.ToArray()));
            Assert.That(BinaryPrimitives.ReadUInt32LittleEndian(wav.Bytes.Span[4..]), Is.EqualTo(wav.Bytes.Length - 8));
        }
        catch (InvalidDataException)
        {
            // Refused, which is the other thing it may do.
        }
    }
}
