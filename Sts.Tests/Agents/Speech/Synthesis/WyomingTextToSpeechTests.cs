using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Synthesis;

namespace Sts.Tests.Agents.Speech.Synthesis;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WyomingTextToSpeechTests : IAsyncDisposable
{
    private static readonly object Format = new { rate = 8000, width = 2, channels = 1 };

    private WyomingServer? _server;

    public async ValueTask DisposeAsync() => await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);

    [Test]
    public async Task SynthesizeAsync_Chunks_AreJoinedToPartsAndNothingIsLost()
    {
        var samples = Enumerable.Range(0, 9000).Select(i => (byte)i).ToArray();
        var voice = Serve(async (_, stream) =>
        {
            await WyomingServer.SendAsync(stream, "audio-start", Format);
            foreach (var chunk in samples.Chunk(1001))
                await WyomingServer.SendAsync(stream, "audio-chunk", Format, chunk);
            await WyomingServer.SendAsync(stream, "audio-stop");
        });

        var parts = await voice.PartsAsync(new SpeechRequest("Ünïcode \"quoted\"\n-x", "amy", "en-US"), default);

        parts.Should().HaveCountGreaterThan(1);
        parts.SelectMany(part => part.Wav[44..].ToArray()).Should().Equal(samples);
        var (header, _) = _server!.Received.Single();
        JsonNode.DeepEquals(header, JsonNode.Parse("""
            {"type": "synthesize", "data": {"text": "Ünïcode \"quoted\"\n-x", "voice": {"name": "amy", "language": "en-US"}}}
            """)).Should().BeTrue(header.ToJsonString());
    }

    [Test]
    public async Task SynthesizeAsync_FirstPart_IsThereBeforeTheServerHasFinished()
    {
        var heard = new TaskCompletionSource();
        var voice = Serve(async (_, stream) =>
        {
            await WyomingServer.SendAsync(stream, "audio-chunk", Format, new byte[8000]);
            await heard.Task.WaitAsync(TimeSpan.FromSeconds(20));
            await WyomingServer.SendAsync(stream, "audio-stop");
        });

        await foreach (var part in voice.SynthesizeAsync(new SpeechRequest("hello"), default))
        {
            part.Duration.Should().Be(TimeSpan.FromSeconds(0.5));
            heard.TrySetResult();
        }

        heard.Task.IsCompleted.Should().BeTrue();
    }

    [Test]
    public async Task SynthesizeAsync_ServerReportsAnError_SaysItAndNamesTheSetting()
    {
        var voice = Serve((_, stream) => WyomingServer.SendAsync(stream, "error", new { text = "no voice 'amy'", code = "ValueError" }));

        await Failing(voice, "Speech:Wyoming:Address 127.0.0.1:* reports: no voice 'amy'. Check the names of voices*");
    }

    [Test]
    public async Task SynthesizeAsync_NoSound_IsAFailure() =>
        await Failing(Serve((_, stream) => WyomingServer.SendAsync(stream, "audio-stop")), "Speech:Wyoming:Address * sent no sound*");

    [TestCase("HTTP/1.1 400 Bad Request\r\n\r\n", "* does not speak the Wyoming protocol*")]
    [TestCase("{\"type\":\"audio-chunk\",\"payload_length\":-1}\n", "* does not speak the Wyoming protocol: a length of -1")]
    [TestCase("[]\n", "* does not speak the Wyoming protocol*")]
    [TestCase("{\"type\":\"audio-chunk\",\"data\":{\"rate\":0}}\n", "*an audio-chunk without a usable rate, width and channels*")]
    public async Task SynthesizeAsync_SomethingElseAnswers_SaysSo(string answer, string message) =>
        await Failing(Serve(async (_, stream) => await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer))), "Speech:Wyoming:Address 127.0.0.1:" + message);

    [Test]
    public async Task SynthesizeAsync_ConnectionBreaksInAnEvent_SaysSo()
    {
        var voice = Serve(async (_, stream) =>
        {
            await stream.WriteAsync("{\"type\":\"audio-chunk\",\"payload_length\":100}\nhalf"u8.ToArray());
            throw new IOException("broken");
        });

        await Failing(voice, "Speech:Wyoming:Address * can't be reached or broke off*middle of an event");
    }

    [Test]
    public async Task SynthesizeAsync_NobodyListens_NamesTheSetting()
    {
        var voice = Serve((_, _) => Task.CompletedTask);
        await _server!.DisposeAsync();
        _server = null;

        await Failing(voice, "Speech:Wyoming:Address * can't be reached*");
    }

    [Test]
    public async Task SynthesizeAsync_SilentServer_EndsAtTheTimeout()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        var voice = Serve(
            (_, _) =>
            {
                asked.SetResult();
                return Task.CompletedTask;
            },
            time);
        var failing = Failing(voice, "Speech:Wyoming:Address * was silent for 00:00:30*Timeout*");

        await asked.Task;
        while (!failing.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        await failing;
    }

    private static async Task Failing(ITextToSpeech voice, string message) =>
        await voice.Invoking(v => v.SynthesizeAsync("hello", default)).Should().ThrowAsync<SpeechException>().WithMessage(message);

    private WyomingTextToSpeech Serve(Func<JsonObject, Stream, Task> answer, TimeProvider? time = null)
    {
        _server = new WyomingServer(answer);
        return new WyomingTextToSpeech(SomeSpeech.Options(options => options.Wyoming.Address = _server.Address), time ?? TimeProvider.System);
    }
}
