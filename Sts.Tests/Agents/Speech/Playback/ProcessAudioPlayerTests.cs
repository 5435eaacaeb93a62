using Microsoft.Extensions.Time.Testing;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Audio;
using Sts.Agents.Speech.Playback;

namespace Sts.Tests.Agents.Speech.Playback;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ProcessAudioPlayerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task PlayAsync_WithoutPlaceholder_GivesTheWavOnStandardInput()
    {
        await Player($"cat > {_folder.In("heard")}").PlayAsync(SomeSpeech.Audio(5), SomeSpeech.Label(), default);

        WavFile.Read(await File.ReadAllBytesAsync(_folder.In("heard"))).Bytes.ToArray().Should().Equal(Tone.Wav(5));
    }

    [Test]
    public async Task PlayAsync_WithPlaceholder_GivesAFileAndRemovesItAfterwards()
    {
        await Player($"cp \"$1\" {_folder.In("heard")}; echo \"$1\" > {_folder.In("path")}", "{file}").PlayAsync(SomeSpeech.Audio(), SomeSpeech.Label(), default);

        (await File.ReadAllBytesAsync(_folder.In("heard"))).Should().Equal(Tone.Wav());
        File.Exists((await File.ReadAllTextAsync(_folder.In("path"))).Trim()).Should().BeFalse();
    }

    [Test]
    public async Task PlayAsync_SeveralParts_AreOneFileForOnePlayerThatBeginsWithTheFirst()
    {
        var first = new TaskCompletionSource();
        var playing = Player($"echo up >> {_folder.In("starts")}; cat > {_folder.In("heard")}").PlayAsync(PartsAsync(), SomeSpeech.Label(), default);
        await Until.TrueAsync(() => File.Exists(_folder.In("heard")) && new FileInfo(_folder.In("heard")).Length == 44 + 8000, "the first part to be heard");

        first.SetResult();
        await playing;

        WavFile.Read(await File.ReadAllBytesAsync(_folder.In("heard"))).Duration.Should().Be(TimeSpan.FromSeconds(0.75));
        (await File.ReadAllLinesAsync(_folder.In("starts"))).Should().HaveCount(1);

        async IAsyncEnumerable<SpeechAudio> PartsAsync()
        {
            yield return SomeSpeech.Audio(0.5);
            await first.Task;
            yield return SomeSpeech.Audio(0.25);
        }
    }

    [Test]
    public async Task PlayAsync_PartOfAnotherFormat_GetsAPlayerOfItsOwn()
    {
        var other = WavFile.Create(new WavFormat(2, 16_000, 16), new byte[64]).ToSpeech();

        await Player($"cat > {_folder.In("heard")}$$").PlayAsync(SpeechCalls.Parts(SomeSpeech.Audio(), SomeSpeech.Audio(), other), SomeSpeech.Label(), default);

        var heard = _folder.Files.Where(file => file.StartsWith("heard")).Select(file => WavFile.Read(File.ReadAllBytes(_folder.In(file)))).ToArray();
        heard.Select(wav => (wav.Format.Channels, wav.Samples.Length)).Should().BeEquivalentTo([(1, 3200), (2, 64)]);
    }

    [Test]
    public async Task PlayAsync_SynthesisFails_ThrowsThatAfterWhatWasMade() =>
        await Player("cat > /dev/null").Invoking(p => p.PlayAsync(FailingPartsAsync(), SomeSpeech.Label(), default)).Should().ThrowAsync<SpeechException>().WithMessage("no tongue");

    private static async IAsyncEnumerable<SpeechAudio> FailingPartsAsync()
    {
        yield return SomeSpeech.Audio(0.01);
        await Task.Yield();
        throw new SpeechException("no tongue");
    }

    [Test]
    public async Task PlayAsync_NonZeroExit_TellsWhatThePlayerSaid() =>
        await Player("echo 'no device\n  at all' >&2; exit 7").Invoking(p => p.PlayAsync(SomeSpeech.Audio(), SomeSpeech.Label(), default))
            .Should().ThrowAsync<SpeechException>().WithMessage("player failed with exit code 7: no device at all*Speech:Player*");

    [Test]
    public async Task PlayAsync_Cancelled_KillsThePlayerAndWhatItStarted()
    {
        using var cancellation = new CancellationTokenSource();
        var play = Player($"(while :; do date +%N > {_folder.In("alive")}; sleep 0.02; done) & wait").PlayAsync(SomeSpeech.Audio(), SomeSpeech.Label(), cancellation.Token);
        await Until.TrueAsync(() => File.Exists(_folder.In("alive")), "the player's child");

        await cancellation.CancelAsync();

        await play.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        await Until.TrueAsync(() => RemovedForGood(_folder.In("alive")), "the player's child to be gone");
    }

    [Test]
    public async Task PlayAsync_PlayerHangs_IsKilledAfterTheSoundAndAGrace()
    {
        var time = new FakeTimeProvider();
        var play = Player($"cat > /dev/null; echo up > {_folder.In("up")}; sleep 600", time).PlayAsync(SomeSpeech.Audio(2), SomeSpeech.Label(), default);
        await Until.TrueAsync(() => File.Exists(_folder.In("up")), "the player to have all of it");

        time.Advance(TimeSpan.FromSeconds(16.9));
        play.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromSeconds(0.2));

        await play.Invoking(task => task).Should().ThrowAsync<SpeechException>().WithMessage("player was killed*within 17 s*");
    }

    [Test]
    public async Task PlayAsync_PlayerVanished_NamesTheSetting()
    {
        var player = new ProcessAudioPlayer(new PlayerCommand("gone", _folder.In("gone"), []), TimeProvider.System);

        await player.Invoking(p => p.PlayAsync(SomeSpeech.Audio(), SomeSpeech.Label(), default))
            .Should().ThrowAsync<SpeechException>().WithMessage("*gone can't play*Speech:Player*");
    }

    /// <summary>A living child would write the file again within some 20 ms.</summary>
    private static bool RemovedForGood(string path)
    {
        File.Delete(path);
        return !SpinWait.SpinUntil(() => File.Exists(path), TimeSpan.FromMilliseconds(500));
    }

    private ProcessAudioPlayer Player(string script, params string[] arguments) =>
        new(new PlayerCommand("player", _folder.Script("player", script), arguments), TimeProvider.System);

    private ProcessAudioPlayer Player(string script, TimeProvider time) =>
        new(new PlayerCommand("player", _folder.Script("player", script), []), time);
}
