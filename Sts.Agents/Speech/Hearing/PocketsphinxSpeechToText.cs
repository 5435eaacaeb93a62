using System.ComponentModel;
using System.Text;
using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Processes;

namespace Sts.Agents.Speech.Hearing;

/// <summary>Hears with the installed pocketsphinx, offline. It understands English only, and best what a grammar names.</summary>
internal sealed class PocketsphinxSpeechToText(string executable, IOptions<HearingOptions> options, TimeProvider time) : ISpeechToText
{
    private const int MaxText = 64 << 10;

    private readonly PocketsphinxOptions _options = options.Value.Pocketsphinx;

    public string Name => "pocketsphinx";

    public async Task<string> TranscribeAsync(ReadOnlyMemory<byte> wav, string? language, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var folder = Directory.CreateTempSubdirectory("sts-hearing-"); // For this user only.
        try
        {
            var file = Path.Combine(folder.FullName, "speech.wav");
            await File.WriteAllBytesAsync(file, wav, either.Token);
            List<string> arguments = ["-infile", file];
            if (!string.IsNullOrEmpty(_options.Grammar))
                arguments.AddRange(["-jsgf", _options.Grammar]);
            var result = await ChildProcess.RunAsync(executable, arguments, ReadOnlyMemory<byte>.Empty, MaxText, either.Token);
            // It logs a lot to standard error; what it failed with stands at the end of that, so it is not quoted.
            return result.ExitCode == 0
                ? Encoding.UTF8.GetString(result.Output.Span)
                : throw new SpeechException($"{Name} failed with exit code {result.ExitCode}. Check Hearing:Pocketsphinx:Grammar, and whether pocketsphinx-en-us is installed.");
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechException($"{Name} was killed because it did not finish within Hearing:Pocketsphinx:Timeout ({_options.Timeout}).", e);
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException)
        {
            throw new SpeechException($"{executable} can't be used: {e.Message}. Reinstall pocketsphinx, or set Hearing:Provider.", e);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
