using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Sts.Agents;
using Sts.Agents.Speech;

namespace Sts.Tests.Agents.Speech;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SpeakerTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private ServiceProvider? _services;

    public void Dispose() => _services?.Dispose();

    [Test]
    public async Task SpeakAsync_ManyAtOnce_NeverOverlapAndKeepTheirOrder()
    {
        var player = new RecordingPlayer();
        var speaker = Create(new ToneVoice(), player);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => speaker.SpeakAsync("hello", SomeSpeech.Label(id: i), default)));

        outcomes.Should().OnlyContain(outcome => outcome.Spoken);
        player.Played.Select(played => played.Label.Id).Should().Equal(Enumerable.Range(0, 20).Select(i => (long)i));
        player.Played.Zip(player.Played.Skip(1)).Should().OnlyContain(pair => pair.Second.Start >= pair.First.End);
    }

    [Test]
    public async Task SpeakAsync_Spoken_SaysByWhomAndHowLong()
    {
        var outcome = await Create(new ToneVoice(), new RecordingPlayer()).SpeakAsync("hello", SomeSpeech.Label(), default);

        outcome.Should().Be(new SpeechOutcome(true, "spoken by tone to recorder, 0.1 s"));
    }

    [Test]
    public async Task SpeakAsync_OneMegabyte_IsCutAndSaysSo()
    {
        var voice = new ToneVoice();

        var outcome = await Create(voice, new RecordingPlayer()).SpeakAsync(new string('a', 1_000_000), SomeSpeech.Label(), default);

        voice.Texts.Should().ContainSingle().Which.Should().HaveLength(1000);
        outcome.Detail.Should().EndWith("cut to 1000 of 1000000 characters");
    }

    [Test]
    public async Task SpeakAsync_NothingToSay_IsNotSpoken()
    {
        var voice = new ToneVoice();

        var outcome = await Create(voice, new RecordingPlayer()).SpeakAsync(" \0\n", SomeSpeech.Label(), default);

        outcome.Spoken.Should().BeFalse();
        voice.Texts.Should().BeEmpty();
    }

    [Test]
    public async Task SpeakAsync_FailingProvider_ThrowsAndLetsTheNextSpeak()
    {
        var player = new RecordingPlayer();
        var speaker = Create(new ToneVoice(text => text == "bad" ? new InvalidOperationException("no tongue") : null), player);

        var bad = speaker.SpeakAsync("bad", SomeSpeech.Label(id: 1), default);
        var good = speaker.SpeakAsync("good", SomeSpeech.Label(id: 2), default);

        await bad.Invoking(task => task).Should().ThrowAsync<SpeechException>().WithMessage("tone failed in synthesis: no tongue");
        (await good).Spoken.Should().BeTrue();
        player.Played.Should().ContainSingle();
    }

    [Test]
    public async Task SpeakAsync_FailingPlayer_ThrowsAndIsCounted()
    {
        var speaker = Create(new ToneVoice(), new RecordingPlayer(_ => throw new SpeechException("no mouth")));
        using var failures = new MeasurementCollector(_services!, SpeechDiagnostics.Failures);
        using var durations = new MeasurementCollector(_services!, SpeechDiagnostics.SynthesisDuration);

        await speaker.Invoking(s => s.SpeakAsync("hello", SomeSpeech.Label(), default)).Should().ThrowAsync<SpeechException>().WithMessage("no mouth");

        failures.Tags.Should().ContainSingle().Which.Should().Contain(SpeechDiagnostics.StageTag, "playback");
        durations.Tags.Should().ContainSingle().Which.Should().Contain(SpeechDiagnostics.ProviderTag, "tone").And.NotContainKey(SpeechDiagnostics.ErrorTag);
    }

    [Test]
    public async Task SpeakAsync_TurnComesTooLate_IsNotSpoken()
    {
        var hold = new TaskCompletionSource();
        var speaker = Create(new ToneVoice(), new RecordingPlayer(_ => hold.Task));
        var now = _time.GetUtcNow();
        var first = speaker.SpeakAsync("first", SomeSpeech.Label(id: 1) with { Timestamp = now }, default);
        var second = speaker.SpeakAsync("second", SomeSpeech.Label(id: 2) with { Timestamp = now }, default);
        using var expired = new MeasurementCollector(_services!, SpeechDiagnostics.Expired);

        _time.Advance(TimeSpan.FromSeconds(61));
        hold.SetResult();

        (await first).Spoken.Should().BeTrue();
        (await second).Should().Be(new SpeechOutcome(false, "not spoken: the answer is 61 s old, more than Speech:MaxAge allows"));
        expired.Tags.Should().ContainSingle();
    }

    [Test]
    public async Task SpeakAsync_CancelledWhileItSounds_IsInterruptedAndLetsTheNextSpeak()
    {
        using var cancellation = new CancellationTokenSource();
        var speaker = Create(new ToneVoice(), new RecordingPlayer(label => label.Id == 1 ? cancellation.CancelAsync() : Task.CompletedTask));

        (await speaker.SpeakAsync("hello", SomeSpeech.Label(id: 1), cancellation.Token)).Should().Be(
            new SpeechOutcome(true, "interrupted after 0.0 s: the host stopped") { Interrupted = true });

        (await speaker.SpeakAsync("hello", SomeSpeech.Label(id: 2), default)).Spoken.Should().BeTrue();
    }

    [Test]
    public async Task SpeakAsync_CancelledBeforeItSounds_IsCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var speaker = Create(new ToneVoice(before: _ => cancellation.CancelAsync()), new RecordingPlayer());

        await speaker.Invoking(s => s.SpeakAsync("hello", SomeSpeech.Label(), cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task SpeakAsync_CancelledWhileItIsStored_IsCancelledSoThatItIsStoredLater()
    {
        using var cancellation = new CancellationTokenSource();
        var speaker = Create(new ToneVoice(), new RecordingPlayer(_ => cancellation.CancelAsync(), AudioReach.Nobody));

        await speaker.Invoking(s => s.SpeakAsync("hello", SomeSpeech.Label(), cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task SpeakAsync_SeveralSentences_PlaysTheFirstWhileTheSecondIsMade()
    {
        var second = new TaskCompletionSource();
        var player = new RecordingPlayer();
        var speaker = Create(new ToneVoice(before: text => text == "Second." ? second.Task : Task.CompletedTask), player);
        using var firstAudio = new MeasurementCollector(_services!, SpeechDiagnostics.FirstAudio);

        var speaking = speaker.SpeakAsync("First. Second.", SomeSpeech.Label(), default);
        await Until.TrueAsync(() => player.Begun.Count == 1, "the first sentence to be played");

        speaking.IsCompleted.Should().BeFalse();
        firstAudio.Tags.Should().ContainSingle("it is measured at the first sound");
        second.SetResult();
        (await speaking).Detail.Should().Be("spoken by tone to recorder, 0.2 s");
        player.Parts.Should().Be(2);
    }

    [Test]
    public async Task SpeakAsync_SecondSentenceFails_PlaysTheFirstAndReportsTheFailure()
    {
        var player = new RecordingPlayer();
        var speaker = Create(new ToneVoice(text => text == "Second." ? new SpeechException("no tongue") : null), player);

        await speaker.Invoking(s => s.SpeakAsync("First. Second.", SomeSpeech.Label(), default)).Should().ThrowAsync<SpeechException>().WithMessage("no tongue");

        player.Parts.Should().Be(1);
    }

    [Test]
    public async Task SpeakAsync_ClaimedByAnother_MakesNoSound()
    {
        var player = new RecordingPlayer();

        var outcome = await Create(new ToneVoice(), player).SpeakAsync("hello", SomeSpeech.Label(), _ => Task.FromResult(false), default);

        outcome.Should().Be(new SpeechOutcome(false, "not spoken: another host speaks it, or has spoken it"));
        player.Begun.Should().BeEmpty();
    }

    [Test]
    public async Task Hear_TheUserSpeaks_BreaksOffWhatIsBeingSaidToThemAndNothingElse()
    {
        var hold = new TaskCompletionSource();
        var speaker = Create(new ToneVoice(), new RecordingPlayer(_ => hold.Task, AudioReach.User));
        using var interrupted = new MeasurementCollector(_services!, SpeechDiagnostics.Interrupted);
        var alice = speaker.SpeakAsync("hello", SomeSpeech.Label("alice", 1), default);
        var waits = speaker.SpeakAsync("hello", SomeSpeech.Label("alice", 2), default);
        var bob = speaker.SpeakAsync("hello", SomeSpeech.Label("bob", 3), default);

        speaker.Hear("alice", "what is that", SomeSpeech.Instant);
        speaker.Hear("alice", "what is that", SomeSpeech.Instant.AddSeconds(1));

        (await alice.WaitAsync(TimeSpan.FromSeconds(20))).Should().Match<SpeechOutcome>(outcome => outcome.Detail.Contains("the user spoke"));
        hold.SetResult();
        (await waits).Spoken.Should().BeTrue();
        (await bob).Detail.Should().StartWith("spoken by");
        interrupted.Tags.Should().ContainSingle();
    }

    [Test]
    public async Task Hear_AnUtteranceNotAfterTheOneThatIsAnswered_StopsNothing()
    {
        var hold = new TaskCompletionSource();
        var player = new RecordingPlayer(_ => hold.Task);
        var speaking = Create(new ToneVoice(), player).SpeakAsync("hello", SomeSpeech.Label(), default);
        var speaker = _services!.GetRequiredService<ISpeaker>();
        await Until.TrueAsync(() => player.Begun.Count == 1, "the answer to sound");

        speaker.Hear("alice", "stop", SomeSpeech.Instant);
        hold.SetResult();

        (await speaking).Interrupted.Should().BeFalse("the answer to an utterance may begin before the host hears of the utterance");
    }

    [TestCase("Stop!")]
    [TestCase("that's enough")]
    [TestCase("please stop")]
    [TestCase("Never mind.")]
    [TestCase("um, cancel")]
    public async Task Hear_Stop_LeavesOutWhatWaitsToo(string words)
    {
        var hold = new TaskCompletionSource();
        var player = new RecordingPlayer(_ => hold.Task);
        var speaker = Create(new ToneVoice(), player);
        var first = speaker.SpeakAsync("hello", SomeSpeech.Label(id: 1), default);
        var second = speaker.SpeakAsync("hello", SomeSpeech.Label(id: 2), default);
        await Until.TrueAsync(() => player.Begun.Count == 1, "the first answer to sound");

        speaker.Hear("alice", words, SomeSpeech.Instant.AddSeconds(1));

        (await first.WaitAsync(TimeSpan.FromSeconds(20))).Detail.Should().EndWith("the user said stop");
        (await second.WaitAsync(TimeSpan.FromSeconds(20))).Should().Be(new SpeechOutcome(false, "not spoken: the user said stop"));
        player.Played.Should().BeEmpty();
    }

    [TestCase("Sei still!", "the user said stop")]
    [TestCase("stop the music", "the user spoke")]
    [TestCase("don't stop", "the user spoke")]
    public async Task Hear_SentencesOfTheUsers_DecideWhatIsAStop(string words, string reason)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "de.yaml"), "sentences:\n  - id: halt\n    silences: true\n    is: (halt | sei still) bitte?\n");
        var hold = new TaskCompletionSource();
        var player = new RecordingPlayer(_ => hold.Task);
        var speaking = Create(new ToneVoice(), player, ("Agents:Local:Sentences", folder.Path)).SpeakAsync("hello", SomeSpeech.Label(), default);
        await Until.TrueAsync(() => player.Begun.Count == 1, "the answer to sound");

        _services!.GetRequiredService<ISpeaker>().Hear("alice", words, SomeSpeech.Instant.AddSeconds(1));

        (await speaking.WaitAsync(TimeSpan.FromSeconds(20))).Detail.Should().EndWith(reason);
    }

    [Test]
    public async Task Hear_BargeInIsOffOrNobodyHears_StopsNothing()
    {
        foreach (var (reach, bargeIn) in new[] { (AudioReach.Nobody, "true"), (AudioReach.Room, "false") })
        {
            var hold = new TaskCompletionSource();
            var player = new RecordingPlayer(_ => hold.Task, reach);
            var speaker = Create(new ToneVoice(), player, ("Speech:BargeIn", bargeIn));
            var speaking = speaker.SpeakAsync("hello", SomeSpeech.Label(), default);
            await Until.TrueAsync(() => player.Begun.Count == 1, "the answer to sound");

            speaker.Hear("alice", "stop", SomeSpeech.Instant.AddSeconds(1));
            hold.SetResult();

            (await speaking).Interrupted.Should().BeFalse();
        }
    }

    [Test]
    public async Task SpeakAsync_SaidBefore_IsNotSynthesisedAgainUnlessTheVoiceIsAnother()
    {
        var voice = new ToneVoice();
        var speaker = Create(voice, new RecordingPlayer(), ("Speech:Users:bob:Voice", "deep"), ("Speech:Users:bob:Speed", "0.5"), ("Speech:Language", "en"));
        using var cached = new MeasurementCollector(_services!, SpeechDiagnostics.Cached);

        await speaker.SpeakAsync("hello", SomeSpeech.Label(id: 1), default);
        await speaker.SpeakAsync("hello", SomeSpeech.Label(id: 2), default);
        await speaker.SpeakAsync("hello", SomeSpeech.Label("bob", 3), default);

        voice.Requests.Should().Equal(new SpeechRequest("hello", null, "en"), new SpeechRequest("hello", "deep", "en", 0.5));
        cached.Tags.Should().ContainSingle();
    }

    private ISpeaker Create(ITextToSpeech voice, IAudioPlayer player, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Speech:Provider", "None"), new("Speech:Output", "None")])
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value))).Build();
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton(voice)
            .AddSingleton(player)
            .AddAgents(configuration)
            .AddSpeech(configuration)
            .BuildServiceProvider();
        return _services.GetRequiredService<ISpeaker>();
    }

    private sealed class MeasurementCollector : IDisposable
    {
        private readonly MeterListener _listener = new();

        public MeasurementCollector(IServiceProvider services, string instrument)
        {
            var meters = services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (published, listener) =>
            {
                if (published.Name == instrument && published.Meter.Scope == meters)
                    listener.EnableMeasurementEvents(published);
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Tags.Add(new(tags.ToArray())));
            _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Tags.Add(new(tags.ToArray())));
            _listener.Start();
        }

        public List<Dictionary<string, object?>> Tags { get; } = [];

        public void Dispose() => _listener.Dispose();
    }
}
