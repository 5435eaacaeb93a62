using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Synthesis;

namespace Sts.Tests.Agents.Speech.Synthesis;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PiperTextToSpeechTests : IAsyncDisposable
{
    private SpeechServer? _server;
    private ServiceProvider? _services;

    public async ValueTask DisposeAsync()
    {
        await (_services?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Test]
    public async Task SynthesizeAsync_Ok_AsksAsTheServerWantsIt()
    {
        var voice = await ServeAsync((context, _) => SpeechServer.SendAsync(context, Tone.Wav(0.5)));

        (await voice.WholeAsync(new SpeechRequest("Ünïcode \"quoted\"", "en_US-amy", Speed: 2), default)).Duration.Should().Be(TimeSpan.FromSeconds(0.5));
        await voice.WholeAsync(new SpeechRequest("plain"), default);

        var bodies = _server!.Bodies.Select(body => body.Split('\n', 2)).ToArray();
        bodies.Should().OnlyContain(body => body[0] == "POST /synthesize True");
        JsonNode.DeepEquals(JsonNode.Parse(bodies[0][1]), JsonNode.Parse("""{"text": "Ünïcode \"quoted\"", "voice": "en_US-amy", "length_scale": 0.5}""")).Should().BeTrue(bodies[0][1]);
        JsonNode.DeepEquals(JsonNode.Parse(bodies[1][1]), JsonNode.Parse("""{"text": "plain"}""")).Should().BeTrue(bodies[1][1]);
    }

    [TestCase(404, "Speech:Piper:Path")]
    [TestCase(405, "Speech:Piper:Path")]
    [TestCase(400, "Speech:Piper:Voice")]
    public async Task SynthesizeAsync_Refused_NamesTheSetting(int status, string setting)
    {
        var voice = await ServeAsync((context, _) => SpeechServer.SendAsync(context, "no"u8.ToArray(), "text/html", status));

        await Failing(voice, $"Speech:Piper:Endpoint http://127.0.0.1:*/synthesize answered {status}: no Check *{setting}*");
    }

    [Test]
    public async Task SynthesizeAsync_WrongContent_SaysWhatItGot()
    {
        var voice = await ServeAsync((context, _) => SpeechServer.SendAsync(context, Encoding.ASCII.GetBytes("<html>"), "text/html"));

        await Failing(voice, "Speech:Piper:Endpoint * answered with text/html that is not a usable WAV file*<html>");
    }

    [Test]
    public async Task SynthesizeAsync_NobodyListens_NamesTheSetting()
    {
        var voice = await ServeAsync((_, _) => Task.CompletedTask);
        await _server!.DisposeAsync();

        await Failing(voice, "Speech:Piper:Endpoint http://127.0.0.1:*can't be reached*");
    }

    private static async Task Failing(ITextToSpeech voice, string message) =>
        await voice.Invoking(v => v.SynthesizeAsync("hello", default)).Should().ThrowAsync<SpeechException>().WithMessage(message);

    private async Task<PiperTextToSpeech> ServeAsync(Func<HttpContext, int, Task> answer)
    {
        _server = await SpeechServer.StartAsync(answer);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Speech:Piper:Endpoint", _server.Endpoint.Replace("/v1", "")), new("Speech:Piper:Retries", "0"), new("Speech:Output", "None")]).Build();
        _services = new ServiceCollection().AddSpeech(configuration).BuildServiceProvider();
        return ActivatorUtilities.CreateInstance<PiperTextToSpeech>(_services);
    }
}
