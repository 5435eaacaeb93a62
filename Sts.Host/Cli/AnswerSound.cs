using Sts.Agents.Speech;
using Sts.Core.Configuration;
using Sts.Core.Diagnostics;

namespace Sts.Host.Cli;

/// <summary>The sound of an answer, which a host with <c>Speech:Output=Web</c> offers: it is saved, or played on this machine, or neither.</summary>
internal sealed class AnswerSound(HostClient host, bool play, string? file)
{
    private Task? _fetching;

    /// <summary>Takes the sound when it begins.</summary>
    public void Offer(PipelineEvent happened, CancellationToken cancellationToken)
    {
        if (happened.Type == PipelineEvent.AnswerAudible && (play || file is not null))
        {
            _fetching ??= FetchAsync(happened.Detail, cancellationToken);
        }
    }

    /// <summary>Waits until it is played or saved.</summary>
    /// <returns>Whether that was done, if it was wanted and there was an answer to be heard.</returns>
    public async Task<bool> FinishAsync()
    {
        if (_fetching is not null)
        {
            await _fetching;
        }
        else if (play || file is not null)
        {
            Console.Error.WriteLine("There is no sound: nothing was answered, or the host does not offer its answers (Speech:Output=Web).");
            return false;
        }

        return true;
    }

    private async Task FetchAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await host.OpenAsync(path, cancellationToken);
        var wav = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (file is not null)
        {
            await SaveAsync(wav, cancellationToken);
        }

        if (play)
        {
            await PlayAsync(wav, cancellationToken);
        }
    }

    private async Task SaveAsync(byte[] wav, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllBytesAsync(file!, wav, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StsConfigurationException($"--save can't write '{file}': {exception.Message}");
        }
    }

    private static async Task PlayAsync(byte[] wav, CancellationToken cancellationToken)
    {
        try
        {
            await LocalPlayer.PlayAsync(wav, cancellationToken);
        }
        catch (SpeechException exception)
        {
            throw new StsConfigurationException($"The answer can't be played here: {exception.Message}");
        }
    }
}
