using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Audio;
using Sts.Agents.Speech.Hearing;
using Sts.Agents.Speech.Processes;
using Sts.Agents.Speech.Synthesis;
using Sts.Tests.Integration;

namespace Sts.Tests.Agents.Speech.Hearing;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ListenerTests : IDisposable
{
    private readonly FakeMachine _machine = new();
    private readonly TemporaryFolder _folder = new();
    private ServiceProvider? _services;

    public void Dispose()
    {
        _services?.Dispose();
        _machine.Dispose();
        _folder.Dispose();
    }

    [TestCase("Hearing:Provider", "Http", "*Hearing:Http:Endpoint is not set*")]
    [TestCase("Hearing:Provider", "Wyoming", "*Hearing:Wyoming:Address is not set*")]
    [TestCase("Hearing:Provider", "Pocketsphinx", "*apt-get install pocketsphinx pocketsphinx-en-us*")]
    [TestCase("Hearing:Provider", "Ears", "Hearing:Provider is 'Ears', but must be one of Auto, Http, Wyoming, Pocketsphinx, None.")]
    [TestCase("Hearing:Wyoming:Address", "host", "*Hearing:Wyoming:Address is 'host', but must be host and port*")]
    [TestCase("Hearing:Http:Endpoint", "http://host/v1/audio/transcriptions", "*Hearing:Http:Endpoint must be the base URL*")]
    [TestCase("Hearing:Http:ApiKey", "two words", "*Hearing:Http:ApiKey holds a space*")]
    [TestCase("Hearing:Http:Model", "", "*Hearing:Http:Model is empty*")]
    [TestCase("Hearing:MaxBytes", "1", "Hearing:MaxBytes is 1*")]
    [TestCase("Hearing:Pocketsphinx:Grammar", "/nowhere.gram", "Hearing:Pocketsphinx:Grammar /nowhere.gram does not exist.")]
    public void Start_WrongSetting_NamesKeyAndFix(string key, string value, string message) =>
        FluentActions.Invoking(() => Create(_machine.Machine, (key, value))).Should().Throw<OptionsValidationException>().WithMessage(message);

    [Test]
    public async Task HearAsync_BareMachine_SaysHowToHear()
    {
        var listener = Create(_machine.Machine);

        listener.CanHear.Should().BeFalse();
        await listener.Invoking(l => l.HearAsync(Tone.Wav(), "alice", default)).Should().ThrowAsync<SpeechException>()
            .WithMessage("This host can't hear: Hearing:Http:Endpoint and*apt-get install pocketsphinx*");
    }

    [TestCase("{}", "it doesn't begin with RIFF and WAVE")]
    [TestCase("RIFF\0\0\0\0WAVE", "it has no samples")]
    public async Task HearAsync_NoWav_SaysWhy(string bytes, string why) =>
        await Create(_machine.Machine).Invoking(l => l.HearAsync(System.Text.Encoding.Latin1.GetBytes(bytes), "alice", default))
            .Should().ThrowAsync<InvalidDataException>().WithMessage(why);

    [Test]
    public async Task HearAsync_Wyoming_SendsAllSamplesAsSixteenKilohertzMono()
    {
        await using var server = new WyomingServer(async (header, stream) =>
        {
            if (header["type"]!.GetValue<string>() == "audio-stop")
            {
                await WyomingServer.SendAsync(stream, "transcript-start");
                await WyomingServer.SendAsync(stream, "transcript", new { text = "turn off the lights" });
            }
        });
        var listener = Create(
            _machine.Machine, ("Hearing:Wyoming:Address", server.Address), ("Hearing:Wyoming:Name", "tiny"), ("Speech:Users:alice:Language", "en-GB"));

        (await listener.HearAsync(Tone.Wav(3), "alice", default)).Should().Be("turn off the lights");

        var received = server.Received.ToArray();
        received.Select(message => message.Header["type"]!.GetValue<string>()).Distinct().Should().Equal("transcribe", "audio-start", "audio-chunk", "audio-stop");
        received[0].Header["data"]!.ToJsonString().Should().Be("""{"name":"tiny","language":"en"}""");
        received[1].Header["data"]!.ToJsonString().Should().Be("""{"rate":16000,"width":2,"channels":1}""");
        received.Sum(message => message.Payload.Length).Should().Be(3 * 16_000 * 2);
    }

    [Test]
    public async Task HearAsync_WyomingError_NamesTheSetting()
    {
        await using var server = new WyomingServer((header, stream) =>
            header["type"]!.GetValue<string>() == "audio-stop" ? WyomingServer.SendAsync(stream, "error", new { text = "no such model" }) : Task.CompletedTask);
        var listener = Create(_machine.Machine, ("Hearing:Wyoming:Address", server.Address));

        await listener.Invoking(l => l.HearAsync(Tone.Wav(), "alice", default)).Should().ThrowAsync<SpeechException>()
            .WithMessage("Hearing:Wyoming:Address * reports: no such model*");
    }

    [TestCase(8000, 1)]
    [TestCase(22_050, 1)]
    [TestCase(44_100, 2)]
    [TestCase(48_000, 2)]
    public async Task HearAsync_RealPocketsphinx_UnderstandsEspeakAtAnyRate(int rate, int channels)
    {
        TestEnvironment.RequireEspeak();
        var listener = Pocketsphinx();
        var spoken = WavFile.Read((await Espeak.WholeAsync(new SpeechRequest("turn off the lights", "en-gb"), default)).Wav);

        (await listener.HearAsync(Pcm.Convert(spoken, Pcm.Format(rate, channels)).Bytes, "alice", default)).Should().Be("turn off the lights");
    }

    [Test]
    public async Task HearAsync_Silence_IsNothing() =>
        (await Pocketsphinx().HearAsync(Tone.Wav(new byte[16_000]), "alice", default)).Should().BeEmpty();

    [Test]
    public async Task HearAsync_PocketsphinxFails_NamesTheSettingAndLeavesNoFile()
    {
        var script = _folder.Script("pocketsphinx_continuous", $"echo \"$2\" > {_folder.In("path")}; exit 1");
        var provider = new PocketsphinxSpeechToText(script, Options.Create(new HearingOptions()), TimeProvider.System);

        await provider.Invoking(p => p.TranscribeAsync(Tone.Wav(), null, default)).Should().ThrowAsync<SpeechException>()
            .WithMessage("pocketsphinx failed with exit code 1. Check Hearing:Pocketsphinx:Grammar*");
        File.Exists((await File.ReadAllTextAsync(_folder.In("path"))).Trim()).Should().BeFalse();
    }

    private static EspeakTextToSpeech Espeak => new(Machine.Current.Find("espeak-ng")!, TimeProvider.System);

    private IListener Pocketsphinx()
    {
        TestEnvironment.RequirePocketsphinx();
        return Create(Machine.Current, ("Hearing:Provider", "Pocketsphinx"), ("Hearing:Pocketsphinx:Grammar", TestEnvironment.HomeGrammar));
    }

    private IListener Create(Machine machine, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Speech:Output", "None"), new("Speech:Provider", "None")])
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value))).Build();
        _services = new ServiceCollection().AddSingleton(machine).AddSpeech(configuration).AddHearing(configuration).BuildServiceProvider();
        _services.GetRequiredService<IStartupValidator>().Validate();
        return _services.GetRequiredService<IListener>();
    }
}
