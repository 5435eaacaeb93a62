using System.ComponentModel;
using Sts.Agents.Speech.Audio;
using Sts.Agents.Speech.Processes;

namespace Sts.Agents.Speech.Playback;

/// <summary>
/// Plays through a program. One that reads standard input gets the parts as they come, as one WAV file; one that takes files is started for
/// each sentence.
/// </summary>
internal sealed class ProcessAudioPlayer(PlayerCommand command, TimeProvider time) : IAudioPlayer
{
    /// <summary>What a player may take longer than the sound, to start and to drain its buffers. After that it hangs, and the voice with it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    public string Name => command.Name;

    public bool JoinsParts => !command.TakesFile;

    public async Task PlayAsync(IAsyncEnumerable<SpeechAudio> parts, SpeechLabel label, CancellationToken cancellationToken)
    {
        if (command.TakesFile)
        {
            await foreach (var part in parts.WithCancellation(cancellationToken).ConfigureAwait(false))
                await PlayFileAsync(part, cancellationToken);
            return;
        }

        await using var reader = parts.GetAsyncEnumerator(cancellationToken);
        for (var more = await reader.MoveNextAsync(); more;)
            more = await PipeAsync(reader, cancellationToken);
    }

    /// <summary>Plays the parts that have the format of the current one, through one process.</summary>
    /// <returns>Whether the reader stands at a part of another format.</returns>
    private async Task<bool> PipeAsync(IAsyncEnumerator<SpeechAudio> reader, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        var first = WavFile.Read(reader.Current.Wav);
        var (more, length, synthesis) = (true, TimeSpan.Zero, (SpeechException?)null);
        await GuardAsync(token => ChildProcess.RunAsync(command.Executable, command.Arguments, FeedAsync, outputLimit: 0, token), limit, () => length, cancellationToken);
        return synthesis is null ? more : throw synthesis;

        async Task FeedAsync(Stream stream, CancellationToken token)
        {
            var start = time.GetTimestamp();
            try
            {
                await stream.WriteAsync(WavFile.HeaderOfStream(first.Format), token);
                for (var wav = first; more && wav.Format == first.Format; wav = more ? WavFile.Read(reader.Current.Wav) : wav)
                {
                    length += wav.Duration;
                    limit.CancelAfter(TimeLeft());
                    await stream.WriteAsync(wav.Samples, token);
                    await stream.FlushAsync(token);
                    // The next part takes as long as it takes; the player waits for it.
                    limit.CancelAfter(Timeout.InfiniteTimeSpan);
                    more = await reader.MoveNextAsync();
                }
            }
            catch (IOException)
            {
                more = false; // The player has gone.
                throw;
            }
            catch (SpeechException e)
            {
                (more, synthesis) = (false, e); // What was made before is played to its end.
            }

            limit.CancelAfter(TimeLeft());

            TimeSpan TimeLeft() => length - time.GetElapsedTime(start) is var rest && rest > TimeSpan.Zero ? rest + Grace : Grace;
        }
    }

    private async Task PlayFileAsync(SpeechAudio audio, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(audio.Duration + Grace, time);
        await GuardAsync(token => PlayFileAsync(audio.Wav, token), limit, () => audio.Duration, cancellationToken);
    }

    private async Task GuardAsync(
        Func<CancellationToken, Task<ChildProcessResult>> play, CancellationTokenSource limit, Func<TimeSpan> length, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var result = await play(either.Token);
            if (result.ExitCode != 0)
                throw new SpeechException($"{Name} failed with {result.Describe()} Set Speech:Player, or Speech:Output to File.");
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var time = length() + Grace;
            throw new SpeechException($"{Name} was killed because it did not finish within {time.TotalSeconds:0} s. Set Speech:Player, or Speech:Output to File.", e);
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
