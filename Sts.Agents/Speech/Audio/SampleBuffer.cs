using System.Buffers;

namespace Sts.Agents.Speech.Audio;

/// <summary>Collects samples of one format as they arrive, until there are enough for a part.</summary>
internal sealed class SampleBuffer(WavFormat format)
{
    /// <summary>How long a part is: short enough to be heard soon, long enough to be worth its handing over.</summary>
    private static readonly TimeSpan Part = TimeSpan.FromMilliseconds(200);

    private readonly int _partSize = Math.Max(1, (int)(Part.TotalSeconds * format.SampleRate)) * format.BlockAlign;
    private readonly ArrayBufferWriter<byte> _samples = new();

    public WavFormat Format => format;

    public void Add(ReadOnlySpan<byte> bytes) => _samples.Write(bytes);

    /// <summary>What has been collected, as soon as it is a part.</summary>
    /// <param name="atLeastOne">Whether a single sample is enough, because no more will come.</param>
    /// <returns>A part that is now taken out, or null.</returns>
    public SpeechAudio? TakePart(bool atLeastOne)
    {
        var length = _samples.WrittenCount;
        if (length < (atLeastOne ? format.BlockAlign : _partSize))
            return null;
        var whole = length - (length % format.BlockAlign);
        var part = WavFile.Create(format, _samples.WrittenSpan[..whole]).ToSpeech();
        var rest = _samples.WrittenSpan[whole..].ToArray();
        _samples.ResetWrittenCount();
        _samples.Write(rest);
        return part;
    }
}
