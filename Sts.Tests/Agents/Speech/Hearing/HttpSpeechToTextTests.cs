using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Hearing;
using Sts.Tests.Agents.Speech.Synthesis;

namespace Sts.Tests.Agents.Speech.Hearing;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HttpSpeechToTextTests : IAsyncDisposable
{
    private const string Key = "sk-very-secret";

    private SpeechServer? _server;
    private ServiceProvider? _services;

    public async ValueTask DisposeAsync()
    {
        await (_services?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Test]
    public async Task HearAsync_Ok_AsksAsTheApiSaysAndAnswersOneLine()
    {
        var listener = await ServeAsync("{\"text\": \" Turn off\\n the lights. \"}", "application/json", 200, ("Speech:Users:alice:Language", "de-DE"));

        (await listener.HearAsync(Tone.Wav(0.5), "alice", default)).Should().Be("Turn off the lights.");

        _server!.Authorizations.Should().Equal($"Bearer {Key}");
        var body = _server.Bodies.Single();
        body.Should().StartWith("POST /v1/audio/transcriptions True\n").And.Contain("filename=\"speech.wav\"").And.Contain("Content-Type: audio/wav").And.Contain("RIFF");
        Field(body, "model").Should().Be("whisper-1");
        Field(body, "response_format").Should().Be("json");
        Field(body, "language").Should().Be("de");
    }

    [TestCase(401, "{\"error\": \"bad key sk-very-secret\"}", "Hearing:Http:Endpoint http://127.0.0.1:*/v1/audio/transcriptions answered 401: {\"error\": \"bad key ***\"} Check Hearing:Http:ApiKey*")]
    [TestCase(404, "no model", "*answered 404: no model Check Hearing:Http:Endpoint and Hearing:Http:Model.")]
    [TestCase(200, "<html>", "*answered with text/plain that is not a transcription: <html>")]
    [TestCase(200, "{\"task\": 1}", "*not a transcription: it has no text: {\"task\": 1}")]
    [TestCase(200, "[]", "*it has no text: []")]
    public async Task HearAsync_WrongAnswer_NamesTheSetting(int status, string body, string message)
    {
        var listener = await ServeAsync(body, "text/plain", status);

        (await listener.Invoking(l => l.HearAsync(Tone.Wav(), "alice", default)).Should().ThrowAsync<SpeechException>().WithMessage(message))
            .Which.Message.Should().NotContain(Key);
    }

    [Test]
    public async Task HearAsync_NobodyListens_NamesTheSetting()
    {
        var listener = await ServeAsync("", "text/plain", 200);
        await _server!.DisposeAsync();

        await listener.Invoking(l => l.HearAsync(Tone.Wav(), "alice", default)).Should().ThrowAsync<SpeechException>()
            .WithMessage("Hearing:Http:Endpoint http://127.0.0.1:*can't be reached*");
    }

    private static string Field(string body, string name) => body.Split($"name=\"{name}\"")[1].Split("\r\n\r\n")[1].Split("\r\n")[0];

    private async Task<IListener> ServeAsync(string body, string type, int status, params (string Key, string Value)[] settings)
    {
        _server = await SpeechServer.StartAsync((context, _) => SpeechServer.SendAsync(context, System.Text.Encoding.UTF8.GetBytes(body), type, status));
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Hearing:Http:Endpoint", _server.Endpoint), new("Hearing:Http:ApiKey", Key), new("Hearing:Http:Retries", "0"), new("Speech:Output", "None")])
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value))).Build();
        _services = new ServiceCollection().AddSpeech(configuration).AddHearing(configuration).BuildServiceProvider();
        return _services.GetRequiredService<IListener>();
    }
}
