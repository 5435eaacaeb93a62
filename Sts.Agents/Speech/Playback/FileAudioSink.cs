using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Audio;

namespace Sts.Agents.Speech.Playback;

/// <summary>Keeps speech as WAV files. A file is there completely or not at all; saying the same again replaces it.</summary>
internal sealed partial class FileAudioSink(IOptions<SpeechOptions> options, ILogger<FileAudioSink> logger) : IAudioPlayer
{
    private readonly string _directory = options.Value.Directory!;

    public string Name => $"files in {_directory}";

    public AudioReach Reach => AudioReach.Nobody;

    public bool JoinsParts => true;

    public async Task PlayAsync(IAsyncEnumerable<SpeechAudio> parts, SpeechLabel label, CancellationToken cancellationToken)
    {
        var files = new List<WavFile>();
        await foreach (var part in parts.WithCancellation(cancellationToken).ConfigureAwait(false))
            files.Add(WavFile.Read(part.Wav));
        if (files.Count > 0)
            await StoreAsync(Pcm.Join(files).Bytes, label, cancellationToken);
    }

    private async Task StoreAsync(ReadOnlyMemory<byte> wav, SpeechLabel label, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_directory, SpeechFileName.For(label));
        var partial = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(_directory);
            try
            {
                await File.WriteAllBytesAsync(partial, wav, cancellationToken);
                File.Move(partial, path, overwrite: true);
            }
            finally
            {
                File.Delete(partial);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpeechException($"The WAV file can't be written: {e.Message} Check Speech:Directory ({_directory}).", e);
        }

        Prune();
    }

    /// <summary>Removes the files written first. By the time of writing, not of the utterance: what was just written stays, however old its utterance.</summary>
    private void Prune()
    {
        try
        {
            var surplus = new DirectoryInfo(_directory).EnumerateFiles("*.wav")
                .Where(file => SpeechFileName.IsOurs(file.Name))
                .OrderByDescending(file => file.LastWriteTimeUtc).ThenByDescending(file => file.Name, StringComparer.Ordinal)
                .Skip(options.Value.KeepFiles);
            foreach (var file in surplus)
                file.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogPruneFailed(logger, e, _directory); // The answer is stored. The next one prunes again.
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Old WAV files in {Directory} can't be removed (Speech:KeepFiles)", EventName = "SpeechPruneFailed")]
    private static partial void LogPruneFailed(ILogger logger, Exception exception, string directory);
}
