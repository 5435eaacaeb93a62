using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Synthesis;

namespace Sts.Tests.Agents.Speech.Synthesis;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class VoiceChainTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CollectingLoggerProvider _log = new();
    private readonly List<ServiceProvider> _services = [];
    private bool _firstFails = true;

    public void Dispose()
    {
        _services.ForEach(services => services.Dispose());
        _log.Dispose();
    }

    [Test]
    public async Task SynthesizeAsync_FirstFails_TheNextSpeaksAndThatIsSaidOnceAndItsRecoveryToo()
    {
        var (first, second) = (First(), new ToneVoice(name: "second"));
        var chain = Chain(first, second);

        (await SayAsync(chain, "one")).Should().Equal("second");
        (await SayAsync(chain, "two")).Should().Equal("second");
        first.Texts.Should().Equal(["one"], "it is left alone for a while");
        _time.Advance(TimeSpan.FromSeconds(31));
        (await SayAsync(chain, "three")).Should().Equal("second");
        first.Texts.Should().Equal("one", "three");

        _firstFails = false;
        _time.Advance(TimeSpan.FromSeconds(31));
        (await SayAsync(chain, "four")).Should().Equal("first");
        (await SayAsync(chain, "five")).Should().Equal("first");

        _log.Lines.Select(line => line.Text.Split(" Sts.")[0].Trim()).Should().Equal("first can't speak; next in order without a failure: second", "first speaks again");
    }

    [Test]
    public async Task SynthesizeAsync_AllFail_SaysWhyOfEach()
    {
        var chain = Chain(First(), new ToneVoice(_ => new InvalidOperationException("no tongue"), "second"));

        await FluentActions.Awaiting(() => SayAsync(chain, "hello")).Should().ThrowAsync<SpeechException>()
            .WithMessage("first is away second failed in synthesis: no tongue");
    }

    [Test]
    public async Task SynthesizeAsync_AllFailedAMomentAgo_AreTriedAllTheSame()
    {
        var first = First();
        var chain = Chain(first);
        await FluentActions.Awaiting(() => SayAsync(chain, "hello")).Should().ThrowAsync<SpeechException>();
        _firstFails = false;

        (await SayAsync(chain, "hello")).Should().Equal("first");
    }

    [Test]
    public async Task SynthesizeAsync_UserWithVoices_GetsTheProvidersOwn()
    {
        var (first, second) = (First(), new ToneVoice(name: "second"));
        var chain = Chain(
            options =>
            {
                options.Voice = "everybody";
                options.Users["alice"] = new VoiceOptions { Voice = "nova", Language = "de", Speed = 2, Voices = { ["Espeak"] = "de+f3" } };
            },
            first,
            second);

        await SayAsync(chain, "hello", "alice");
        await SayAsync(chain, "hello", "bob");

        first.Requests.Should().Equal(new SpeechRequest("hello", "nova", "de", 2));
        second.Requests.Should().Equal([new SpeechRequest("hello", "de+f3", "de", 2), new SpeechRequest("hello")], "the first one's names say nothing to the second");
    }

    [Test]
    public async Task SynthesizeAsync_CacheIsFull_ForgetsWhatWasUnusedForLongest()
    {
        var voice = new ToneVoice(name: "first");
        // A sentence takes 1,644 bytes.
        var chain = Chain(options => options.CacheBytes = 4 * 1644, voice);
        foreach (var text in new[] { "a", "b", "c", "d", "a", "e", "a", "b" })
            await SayAsync(chain, text);

        voice.Texts.Should().Equal("a", "b", "c", "d", "e", "b");
    }

    private static async Task<IReadOnlyList<string>> SayAsync(VoiceChain chain, string text, string user = "alice")
    {
        var spokenBy = new List<string>();
        await foreach (var part in chain.SynthesizeAsync(text, user, spokenBy.Add, default))
            part.Wav.IsEmpty.Should().BeFalse();
        return spokenBy;
    }

    private ToneVoice First() => new(_ => _firstFails ? new SpeechException("first is away") : null, "first");

    private VoiceChain Chain(params ToneVoice[] voices) => Chain(_ => { }, voices);

    private VoiceChain Chain(Action<SpeechOptions> change, params ToneVoice[] voices)
    {
        var services = new ServiceCollection().AddMetrics().AddSingleton<SpeechMetrics>().AddSingleton<TimeProvider>(_time)
            .AddLogging(logging => logging.AddProvider(_log)).AddSingleton(SomeSpeech.Options(change)).BuildServiceProvider();
        _services.Add(services);
        string[] kinds = ["Http", "Espeak"];
        VoiceChain.Link[] links = [.. voices.Select((voice, index) => new VoiceChain.Link(kinds[index], voice, null))];
        return ActivatorUtilities.CreateInstance<VoiceChain>(services, (IReadOnlyList<VoiceChain.Link>)links);
    }
}
