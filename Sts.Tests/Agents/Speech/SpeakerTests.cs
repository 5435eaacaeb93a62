using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
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

        outcome.Should().Be(new SpeechOutcome(true, "spoken by tone, played by recorder, 0.1 s"));
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
    public async Task SpeakAsync_Cancelled_StopsAndLetsTheNextSpeak()
    {
        using var cancellation = new CancellationTokenSource();
        var speaker = Create(new ToneVoice(), new RecordingPlayer(label => label.Id == 1 ? cancellation.CancelAsync() : Task.CompletedTask));

        await speaker.Invoking(s => s.SpeakAsync("hello", SomeSpeech.Label(id: 1), cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();

        (await speaker.SpeakAsync("hello", SomeSpeech.Label(id: 2), default)).Spoken.Should().BeTrue();
    }

    private ISpeaker Create(ITextToSpeech voice, IAudioPlayer player)
    {
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton(voice)
            .AddSingleton(player)
            .AddSpeech(new ConfigurationBuilder().AddInMemoryCollection([new("Speech:Provider", "None"), new("Speech:Output", "None")]).Build())
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
