using System.ComponentModel;
using Sts.Agents.Speech.Processes;

namespace Sts.Agents.Speech.Playback;

/// <summary>Plays through a program.</summary>
internal sealed class ProcessAudioPlayer(PlayerCommand command, TimeProvider time) : IAudioPlayer
{
    /// <summary>What a player may take longer than the sound, to start and to drain its buffers. After that it hangs, and the voice with it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    public string Name => command.Name;

    public async Task PlayAsync(SpeechAudio audio, SpeechLabel label, CancellationToken cancellationToken)
    {
        var limit = audio.Duration + Grace;
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var result = command.TakesFile
                ? await PlayFileAsync(audio.Wav, either.Token)
                : await ChildProcess.RunAsync(command.Executable, command.Arguments, audio.Wav, outputLimit: 0, either.Token);
            if (result.ExitCode != 0)
                throw new SpeechException($"{Name} failed with {result.Describe()} Set Speech:Player, or Speech:Output to File.");
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechException($"{Name} was killed because it did not finish within {limit.TotalSeconds:0} s. Set Speech:Player, or Speech:Output to File.", e);
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException)
        {
            throw new SpeechException($"{command.Executable} can't play: {e.Message}. Set Speech:Player, or Speech:Output to File.", e);
        }
    }

    private async Task<ChildProcessResult> PlayFileAsync(ReadOnlyMemory<byte> wav, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"sts-{Guid.NewGuid():N}.wav");
        try
        {
            // Only for this user: what is answered to somebody is not for the machine's other users.
            var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows())
                file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var stream = new FileStream(path, file))
                await stream.WriteAsync(wav, cancellationToken);

            return await ChildProcess.RunAsync(command.Executable, command.ArgumentsFor(path), ReadOnlyMemory<byte>.Empty, outputLimit: 0, cancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
