using Sts.Agents.Speech.Audio;
using Sts.Agents.Speech.Playback;
using Sts.Agents.Speech.Processes;

namespace Sts.Agents.Speech;

/// <summary>Plays sound on this machine, for programs that don't speak themselves.</summary>
public static class LocalPlayer
{
    /// <summary>Plays a WAV file with the first player that is installed and has a device, and returns when it was heard.</summary>
    /// <exception cref="SpeechException">There is no player, it failed, or the bytes are no WAV file.</exception>
    public static Task PlayAsync(ReadOnlyMemory<byte> wav, CancellationToken cancellationToken)
    {
        var choice = OutputChoice.For(new SpeechOptions { Output = SpeechOutput.Player }, Machine.Current);
        var player = new ProcessAudioPlayer(choice.Player!, TimeProvider.System);
        return player.PlayAsync(Parts(wav), new SpeechLabel("", TimeProvider.System.GetUtcNow(), 0), cancellationToken);
    }

#pragma warning disable CS1998 // There is one part, and it is there already.
    private static async IAsyncEnumerable<SpeechAudio> Parts(ReadOnlyMemory<byte> wav)
#pragma warning restore CS1998
    {
        yield return Read(wav);
    }

    private static SpeechAudio Read(ReadOnlyMemory<byte> wav)
    {
        try
        {
            return WavFile.Read(wav).ToSpeech();
        }
        catch (InvalidDataException exception)
        {
            throw new SpeechException($"It is not a usable WAV file: {exception.Message}.", exception);
        }
    }
}
