using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Sts.Agents.Speech.Audio;
using Sts.Agents.Speech.Processes;

namespace Sts.Agents.Speech.Synthesis;

/// <summary>Speaks with the installed espeak-ng. The text goes over standard input, so none of it can become an option or a command.</summary>
internal sealed class EspeakTextToSpeech(string executable, TimeProvider time) : ITextToSpeech
{
    private const int NormalWordsPerMinute = 175;

    /// <summary>Some 25 minutes at espeak's 22,050 Hz.</summary>
    private const int MaxWavSize = 64 << 20;

    /// <summary>It needs well under a second for the longest text; one that takes this long hangs.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public string Name { get; } = Path.GetFileNameWithoutExtension(executable);

    public async IAsyncEnumerable<SpeechAudio> SynthesizeAsync(SpeechRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var result = await RunAsync(request, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new SpeechException(
                $"{Name} failed with {result.Describe()} Check Speech:Voice ('{request.Voice}') and Speech:Language ('{request.Language}'); {Name} --voices lists what is there.");
        }

        yield return Read(result);
    }

    /// <summary>
    /// What is left that espeak would obey: phonemes in double brackets, and control characters (NUL ends its input, SOH begins an
    /// embedded command). Brackets are silent, so that round ones change nothing.
    /// </summary>
    internal static string Neutralize(string text) =>
        string.Create(text.Length, text, static (span, text) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = text[i] == '[' ? '(' : char.IsControl(text[i]) ? ' ' : text[i];
        });

    private SpeechAudio Read(ChildProcessResult result)
    {
        try
        {
            var wav = WavFile.Read(result.Output);
            return wav.Samples.IsEmpty ? throw new InvalidDataException("it has no samples") : wav.ToSpeech();
        }
        catch (InvalidDataException e)
        {
            throw new SpeechException($"{Name} gave no usable WAV file: {e.Message}. It ended with {result.Describe()}", e);
        }
    }

    private async Task<ChildProcessResult> RunAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        var wordsPerMinute = (int)Math.Round(NormalWordsPerMinute * request.Speed);
        List<string> arguments = ["--stdin", "--stdout", "-b", "1", "-s", wordsPerMinute.ToString(CultureInfo.InvariantCulture)];
        // It takes the name of a language for one of a voice, in lower case only.
        if ((request.Voice ?? request.Language?.ToLowerInvariant()) is { Length: > 0 } voice)
            arguments.AddRange(["-v", voice]);

        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await ChildProcess.RunAsync(executable, arguments, Encoding.UTF8.GetBytes(Neutralize(request.Text)), MaxWavSize, either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechException($"{Name} was killed because it did not finish within {Timeout.TotalSeconds:0} s. Try {executable} on its own, or set Speech:Provider.", e);
        }
        catch (Win32Exception e)
        {
            throw new SpeechException($"{executable} can't be started: {e.Message}. Reinstall espeak-ng, or set Speech:Provider.", e);
        }
    }
}
