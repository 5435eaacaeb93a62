using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sts.Agents.Speech;

namespace Sts.Tests.Agents.Speech;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SpeechServiceCollectionExtensionsTests : IDisposable
{
    private readonly FakeMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [TestCase("Speech:Provider", "espeak-ng", "Speech:Provider is 'espeak-ng'. Use one of Auto, Http, Piper, Wyoming, Espeak, None, or several*")]
    [TestCase("Speech:Provider", "Espeak, Auto", "Speech:Provider is 'Espeak, Auto'. Name each provider once; Auto and None stand alone.")]
    [TestCase("Speech:Provider", "Piper", "*Speech:Piper:Endpoint is not set*")]
    [TestCase("Speech:Provider", "Wyoming", "*Speech:Wyoming:Address is not set*")]
    [TestCase("Speech:Wyoming:Address", "127.0.0.1", "*Speech:Wyoming:Address is '127.0.0.1', but must be host and port*")]
    [TestCase("Speech:Piper:Endpoint", "localhost", "*Speech:Piper:Endpoint is not an http or https URL*")]
    [TestCase("Speech:Piper:Endpoint", "http://host:5000/synthesize", "*Speech:Piper:Path is appended*")]
    [TestCase("Speech:Users:alice:Speed", "9", "*Speech:Users:<user>:Speed*")]
    [TestCase("Speech:Users:alice:Voize", "9", "Speech:Users:alice:Voize is no setting.*Voice*")]
    [TestCase("Speech:Users:alice", "nova", "Speech:Users:alice is a group of settings*")]
    [TestCase("Speech:Users:alice:Voices:Pipper", "x", "*Speech:Users:alice:Voices:Pipper names no provider*")]
    [TestCase("Speech:Http:PcmSampleRate", "7", "*Speech:Http:PcmSampleRate*")]
    [TestCase("Speech:CacheBytes", "-1", "*Speech:CacheBytes*")]
    [TestCase("Speech:Provider", "7", "Speech:Provider is '7'.*")]
    [TestCase("Speech:Output", "speaker", "Speech:Output is 'speaker'. Use one of Auto, Player, File, Web, None.")]
    [TestCase("Speech:Provider", "Espeak", "*apt-get install espeak-ng*")]
    [TestCase("Speech:Provider", "Http", "*Speech:Http:Endpoint is not set*")]
    [TestCase("Speech:Output", "Player", "*Speech:Output is Player, but no audio player is installed*")]
    [TestCase("Speech:Player", "nosuch", "*Speech:Player names 'nosuch'*")]
    [TestCase("Speech:Speed", "9", "*Speech:Speed must be between 0.25 and 4*")]
    [TestCase("Speech:KeepFiles", "0", "*Speech:KeepFiles*")]
    [TestCase("Speech:MaxAge", "00:00:00", "*Speech:MaxAge*")]
    [TestCase("Speech:MaxTextLength", "1", "*Speech:MaxTextLength*")]
    [TestCase("Speech:Http:Model", "", "*Speech:Http:Model is empty*")]
    [TestCase("Speech:Http:Timeout", "00:00:00", "*Speech:Http:Timeout*")]
    [TestCase("Speech:Http:Retries", "-1", "*Speech:Http:Retries*")]
    [TestCase("Speech:Http:Endpoint", "127.0.0.1:8000", "*Speech:Http:Endpoint is not an http or https URL*")]
    [TestCase("Speech:Http:Endpoint", "http://user:pw@host/v1", "*Speech:Http:Endpoint holds a user or password*")]
    [TestCase("Speech:Http:Endpoint", "http://host/v1/audio/speech", "*Speech:Http:Endpoint must be the base URL*")]
    [TestCase("Speech:Http:ApiKey", "two words", "*Speech:Http:ApiKey holds a space*")]
    [TestCase("Speech:Http:ApiKeyFile", "/nowhere/key", "*Speech:Http:ApiKeyFile /nowhere/key does not exist*")]
    public void Start_WrongSetting_NamesKeyAndFix(string key, string value, string message)
    {
        using var services = Create((key, value));

        services.Invoking(Start).Should().Throw<OptionsValidationException>().WithMessage(message);
    }

    [Test]
    public void Start_DirectoryThatCannotBe_NamesKey()
    {
        _machine.With("espeak-ng");
        using var services = Create(("Speech:Directory", Path.Combine(_machine.Bin, "espeak-ng")));

        services.Invoking(Start).Should().Throw<OptionsValidationException>().WithMessage("Speech:Directory '*' can't be written*");
    }

    [Test]
    public void Start_UnknownKey_IsAnError()
    {
        using var services = Create(("Speech:Voize", "x"));

        services.Invoking(Start).Should().Throw<OptionsValidationException>().WithMessage("Speech:Voize is no setting.*Voice*");
    }

    [Test]
    public async Task Speaker_BareMachine_SaysWhyNothingIsSpokenAndLeavesNoDirectory()
    {
        using var services = Create(("Data:Directory", _machine.Bin));
        Start(services);

        var outcome = await services.GetRequiredService<ISpeaker>().SpeakAsync("hello", SomeSpeech.Label(), default);

        outcome.Spoken.Should().BeFalse();
        outcome.Detail.Should().StartWith("nothing is spoken: Speech:Http:Endpoint is not set and espeak-ng is not installed");
        services.GetRequiredService<SpeechInfo>().Provider.Should().Be("none");
        Directory.Exists(Path.Combine(_machine.Bin, "speech")).Should().BeFalse();
    }

    [Test]
    public void Info_EspeakWithoutPlayer_SaysBothWithReasons()
    {
        _machine.With("espeak-ng", "aplay");
        using var services = Create(("Data:Directory", _machine.Bin));
        var directory = Path.Combine(_machine.Bin, "speech");

        services.GetRequiredService<SpeechInfo>().Should().Be(new SpeechInfo(
            "espeak-ng", $"files in {directory}",
            $"espeak-ng (is installed) to files in {directory} (aplay: installed, but no sound device or server)"));
    }

    [Test]
    public void Info_Endpoint_NamesTheModelAndNotTheKey()
    {
        using var services = Create(("Speech:Http:Endpoint", "http://127.0.0.1:1/v1/"), ("Speech:Http:ApiKey", "sk-secret"), ("Speech:Output", "None"));

        var info = services.GetRequiredService<SpeechInfo>();

        info.Provider.Should().Be("http (tts-1)");
        info.Description.Should().Be("nothing is spoken: Speech:Output is None");
    }

    [Test]
    public async Task Speaker_RealEspeakToFiles_LeavesAnAudibleFile()
    {
        if (Sts.Agents.Speech.Processes.Machine.Current.Find("espeak-ng") is null)
            Assert.Ignore("espeak-ng is not installed: apt-get install espeak-ng");
        using var folder = new TemporaryFolder();
        using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new FakeTimeProvider(SomeSpeech.Label().Timestamp))
            .AddSpeech(Configuration(("Data:Directory", folder.Path), ("Speech:Provider", "Espeak"), ("Speech:Output", "File")))
            .BuildServiceProvider();

        var outcome = await services.GetRequiredService<ISpeaker>().SpeakAsync("Turning off the lights.", SomeSpeech.Label("../bob"), default);

        outcome.Spoken.Should().BeTrue(outcome.Detail);
        var file = folder.In("speech/20260301T123045.678Z_bob_1.wav");
        Tone.Loudness((await File.ReadAllBytesAsync(file)).AsSpan(44)).Should().BeGreaterThan(0.01);
    }

    private static void Start(IServiceProvider services) => services.GetRequiredService<IStartupValidator>().Validate();

    private static IConfiguration Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();

    private ServiceProvider Create(params (string Key, string? Value)[] settings) =>
        new ServiceCollection().AddSingleton(_machine.Machine).AddSpeech(Configuration(settings)).BuildServiceProvider();
}
