using System.Diagnostics;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Audio;
using Sts.Agents.Speech.Processes;
using Sts.Agents.Speech.Synthesis;

namespace Sts.Tests.Agents.Speech.Synthesis;

/// <summary>With the real espeak-ng.</summary>
public class EspeakTextToSpeechTests
{
    [Test]
    public async Task SynthesizeAsync_Sentence_IsAudibleAndItsSizesAreTrue()
    {
        var audio = await Espeak().SynthesizeAsync("The lights are off now.", default);

        var wav = WavFile.Read(audio.Wav);
        wav.Bytes.Should().Be(audio.Wav, "nothing is left to repair");
        wav.Duration.Should().Be(audio.Duration).And.BeGreaterThan(TimeSpan.FromSeconds(1)).And.BeLessThan(TimeSpan.FromSeconds(5));
        Tone.Loudness(wav.Samples.Span).Should().BeGreaterThan(0.01);
    }

    [TestCase("--help me", " help me")]
    [TestCase("-v nosuch", " v nosuch")]
    [TestCase("hello [[tEst'IN;f0n'i:mz]] hello", "hello ((tEst'IN;f0n'i:mz)) hello")]
    [TestCase("nul\0 and the rest of it", "nul and the rest of it")]
    [TestCase("soh \u0001+90S and the rest", "soh +90S and the rest")]
    [TestCase("half \ud83d pair", "half \ufffd pair")]
    public async Task SynthesizeAsync_TextThatLooksLikeCommands_IsSpokenAsData(string text, string plain)
    {
        var expected = (await Espeak().SynthesizeAsync(plain, default)).Duration;

        (await Espeak().SynthesizeAsync(text, default)).Duration.Should().BeCloseTo(expected, expected * 0.1);
    }

    [Test]
    public async Task SynthesizeAsync_Markup_IsSpokenAsData()
    {
        var words = await Espeak().SynthesizeAsync("hello", default);

        (await Espeak().SynthesizeAsync("<prosody rate=\"slow\">hello</prosody>", default)).Duration.Should().BeGreaterThan(words.Duration * 2);
    }

    [Test]
    public async Task SynthesizeAsync_Speed_ShortensTheSound()
    {
        const string text = "The quick brown fox jumps over the lazy dog.";

        var slow = await Espeak().SynthesizeAsync(text, default);
        var fast = await Espeak().WholeAsync(new SpeechRequest(text, Speed: 2), default);

        fast.Duration.Should().BeLessThan(slow.Duration * 0.7);
    }

    [Test]
    public async Task SynthesizeAsync_Language_SoundsOtherThanTheDefault()
    {
        var english = await Espeak().WholeAsync(new SpeechRequest("Guten Tag", Language: "en-US"), default);
        var german = await Espeak().WholeAsync(new SpeechRequest("Guten Tag", Language: "de"), default);

        german.Wav.ToArray().Should().NotEqual(english.Wav.ToArray());
    }

    [Test]
    public async Task SynthesizeAsync_UnknownVoice_SaysWhatAndWhere() =>
        await Espeak().Invoking(espeak => espeak.WholeAsync(new SpeechRequest("hello", "nosuch"), default))
            .Should().ThrowAsync<SpeechException>().WithMessage("espeak-ng failed with exit code 1:*voice does not exist*Speech:Voice ('nosuch')*");

    [Test]
    public async Task SynthesizeAsync_NoSound_IsAFailure() =>
        await Espeak().Invoking(espeak => espeak.SynthesizeAsync("", default)).Should().ThrowAsync<SpeechException>().WithMessage("*no usable WAV*");

    [Test]
    public async Task SynthesizeAsync_Cancelled_KillsTheProcess()
    {
        using var folder = new TemporaryFolder();
        var script = folder.Script("espeak-ng", $"echo $$ > {folder.In("pid")}; sleep 600");
        using var cancellation = new CancellationTokenSource();
        var synthesis = new EspeakTextToSpeech(script, TimeProvider.System).SynthesizeAsync("hello", cancellation.Token);
        await Until.TrueAsync(() => File.Exists(folder.In("pid")) && File.ReadAllText(folder.In("pid")).EndsWith('\n'), "the process's id");

        await cancellation.CancelAsync();

        await synthesis.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        FluentActions.Invoking(() => Process.GetProcessById(int.Parse(File.ReadAllText(folder.In("pid"))))).Should().Throw<ArgumentException>("it is gone");
    }

    [Test]
    public async Task SynthesizeAsync_ProcessThatReadsNothing_EndsWithItsExitCode()
    {
        using var folder = new TemporaryFolder();
        var script = folder.Script("espeak-ng", "exec 0<&-; echo broken >&2; exit 3");
        var espeak = new EspeakTextToSpeech(script, TimeProvider.System);

        await espeak.Invoking(e => e.SynthesizeAsync(new string('a', 1_000_000), default))
            .Should().ThrowAsync<SpeechException>().WithMessage("*exit code 3: broken*");
    }

    private static EspeakTextToSpeech Espeak()
    {
        if (Machine.Current.Find("espeak-ng") is { } path)
            return new EspeakTextToSpeech(path, TimeProvider.System);
        Assert.Ignore("espeak-ng is not installed: apt-get install espeak-ng");
        throw new UnreachableException();
    }
}
