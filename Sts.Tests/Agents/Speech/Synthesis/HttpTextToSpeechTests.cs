using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Synthesis;

namespace Sts.Tests.Agents.Speech.Synthesis;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HttpTextToSpeechTests : IAsyncDisposable
{
    private const string Key = "sk-very-secret";

    private readonly LogCollector _log = new();
    private SpeechServer? _server;
    private ServiceProvider? _services;

    public async ValueTask DisposeAsync()
    {
        _log.Dispose();
        if (_services is not null)
            await _services.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Test]
    public async Task SynthesizeAsync_Ok_AsksAsTheApiSays()
    {
        var voice = await ServeAsync((context, _) => SpeechServer.SendAsync(context, Tone.Wav(0.5)), new() { ["Http:ApiKey"] = Key, });

        var audio = await voice.WholeAsync(new SpeechRequest("Ünïcode \"quoted\"\n-x", "nova", Speed: 1.5), default);

        audio.Duration.Should().Be(TimeSpan.FromSeconds(0.5));
        audio.Wav.ToArray().Should().Equal(Tone.Wav(0.5));
        _server!.Authorizations.Should().Equal($"Bearer {Key}");
        var (line, body) = _server.Bodies.Single().Split('\n', 2) is [var first, var rest] ? (first, rest) : default;
        line.Should().Be("POST /v1/audio/speech True");
        JsonSerializer.Deserialize<Dictionary<string, object>>(body)!.ToDictionary(field => field.Key, field => field.Value.ToString()).Should().Equal(
            new Dictionary<string, string?>
            {
                ["model"] = "tts-1",
                ["input"] = "Ünïcode \"quoted\"\n-x",
                ["voice"] = "nova",
                ["speed"] = "1.5",
                ["response_format"] = "wav",
            });
    }

    [TestCase(0u)]
    [TestCase(0xFFFFFFFFu)]
    public async Task SynthesizeAsync_LyingSizesAndContentType_AreRepaired(uint size)
    {
        byte[] samples = [1, 0, 2, 0];
        var voice = await ServeAsync((context, _) => SpeechServer.SendAsync(context, Tone.Wav(samples, riffSize: size, dataSize: size), "application/json"));

        (await voice.SynthesizeAsync("hello", default)).Wav.ToArray().Should().Equal(Tone.Wav(samples));
    }

    [TestCase(401, 1)]
    [TestCase(503, 3)]
    public async Task SynthesizeAsync_ServerQuotesTheKey_ItIsConcealedEverywhere(int status, int requests)
    {
        var voice = await ServeAsync(
            (context, _) => SpeechServer.SendAsync(context, Encoding.UTF8.GetBytes($"{{\"error\":\n\"bad key {Key}\"}}"), "application/json", status),
            new() { ["Http:ApiKey"] = Key });

        var message = await Failing(voice, $"*/v1/audio/speech answered {status}: *");

        message.Should().Contain("{\"error\": \"bad key ***\"}").And.NotContain(Key);
        _server!.Requests.Should().Be(requests);
        _log.Lines.Should().NotBeEmpty().And.NotContain(line => line.Contains(Key));
    }

    [TestCase(401, "Speech:Http:ApiKey")]
    [TestCase(404, "Speech:Http:Model")]
    [TestCase(400, "Speech:Http:Voice")]
    public async Task SynthesizeAsync_Refused_NamesTheSettingAndIsNotRepeated(int status, string setting)
    {
        var voice = await ServeAsync((context, _) => SpeechServer.SendAsync(context, [], "text/plain", status));

        await Failing(voice, $"*answered {status} (empty) Check *{setting}*");

        _server!.Requests.Should().Be(1);
    }

    [Test]
    public async Task SynthesizeAsync_ServerError_IsRepeatedThenReported()
    {
        var voice = await ServeAsync((context, _) => SpeechServer.SendAsync(context, Encoding.UTF8.GetBytes(new string('x', 5000)), "text/plain", 500));

        await Failing(voice, $"*answered 500: {new string('x', 200)}…");

        _server!.Requests.Should().Be(3);
    }

    [Test]
    public async Task SynthesizeAsync_OverloadedOnce_SucceedsAtTheNextAttempt()
    {
        var voice = await ServeAsync((context, request) =>
        {
            context.Response.Headers.RetryAfter = "0";
            return SpeechServer.SendAsync(context, request == 1 ? [] : Tone.Wav(), status: request == 1 ? 429 : 200);
        });

        await voice.SynthesizeAsync("hello", default);

        _server!.Requests.Should().Be(2);
        _log.Lines.Should().Contain(line => line.Contains("attempt 1 failed", StringComparison.Ordinal) && line.Contains("answered 429", StringComparison.Ordinal));
    }

    [Test]
    public async Task SynthesizeAsync_ConnectionBreaksInTheSound_IsRepeated()
    {
        var voice = await ServeAsync(async (context, request) =>
        {
            context.Response.ContentLength = Tone.Wav().Length;
            await context.Response.Body.WriteAsync(Tone.Wav().AsMemory(0, request == 1 ? 100 : Tone.Wav().Length));
            await context.Response.Body.FlushAsync();
            if (request == 1)
                context.Abort();
        });

        (await voice.SynthesizeAsync("hello", default)).Wav.Length.Should().Be(Tone.Wav().Length);

        _server!.Requests.Should().Be(2);
    }

    [Test]
    public async Task SynthesizeAsync_NobodyListens_NamesTheSetting()
    {
        var voice = await ServeAsync((_, _) => Task.CompletedTask, new() { ["Http:Retries"] = "0" });
        await _server!.DisposeAsync();

        await Failing(voice, "Speech:Http:Endpoint http://127.0.0.1:*can't be reached*");
    }

    [Test]
    public async Task SynthesizeAsync_Slow_EndsAtTheTimeout()
    {
        var voice = await ServeAsync((context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted), new() { ["Http:Timeout"] = "00:00:00.300" });

        await Failing(voice, "*did not answer within Speech:Http:Timeout (00:00:00.3*");
    }

    [Test]
    public async Task SynthesizeAsync_Cancelled_IsCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var voice = await ServeAsync(async (context, _) =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        await voice.Invoking(v => v.SynthesizeAsync("hello", cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [TestCase("{\"error\":\"model is loading\"}", "audio/wav", "*audio/wav that is not a usable WAV file*: {\"error\":\"model is loading\"}")]
    [TestCase("", "audio/wav", "*not a usable WAV file*(empty)")]
    [TestCase("ID3\u0004\0\0\0\0\0", "audio/mpeg", "*audio/mpeg that is not a usable WAV file*(begins with 4944330400000000)")]
    public async Task SynthesizeAsync_NoWavInside_SaysWhatItGot(string body, string type, string message)
    {
        var voice = await ServeAsync((context, _) => SpeechServer.SendAsync(context, Encoding.Latin1.GetBytes(body), type));

        await Failing(voice, message);

        _server!.Requests.Should().Be(1);
    }

    [Test]
    public async Task SynthesizeAsync_Pcm_GetsTheConfiguredRate()
    {
        var voice = await ServeAsync((context, _) => SpeechServer.SendAsync(context, new byte[16_001], "audio/pcm"), new() { ["Http:Format"] = "Pcm", ["Http:PcmSampleRate"] = "16000" });

        var audio = await voice.SynthesizeAsync("hello", default);

        audio.Duration.Should().Be(TimeSpan.FromSeconds(0.5), "half a sample at the end is none");
        _server!.Bodies.Single().Should().Contain("\"response_format\":\"pcm\"");
    }

    [TestCase("false")]
    [TestCase("true")]
    public async Task SynthesizeAsync_TextInsteadOfPcm_SaysWhatItGot(string stream)
    {
        var voice = await ServeAsync(
            (context, _) => SpeechServer.SendAsync(context, "{\"error\": \"busy\"}"u8.ToArray(), "application/json"), new() { ["Http:Format"] = "Pcm", ["Http:Stream"] = stream });

        await Failing(voice, "*application/json that is not PCM: it is text: {\"error\": \"busy\"}");
    }

    [TestCase("Wav")]
    [TestCase("Pcm")]
    public async Task SynthesizeAsync_Stream_FirstPartIsThereBeforeTheServerHasFinished(string format)
    {
        var heard = new TaskCompletionSource();
        var samples = Enumerable.Range(0, 40_000).Select(i => (byte)(i / 7)).ToArray();
        var body = format == "Pcm" ? samples : Tone.Wav(samples, riffSize: uint.MaxValue, dataSize: uint.MaxValue, before: Tone.Chunk("LIST", [1, 2, 3]));
        var voice = await ServeAsync(
            async (context, _) =>
            {
                await context.Response.Body.WriteAsync(body.AsMemory(0, 20));
                await context.Response.Body.FlushAsync();
                await context.Response.Body.WriteAsync(body.AsMemory(20, 20_000));
                await context.Response.Body.FlushAsync();
                await heard.Task.WaitAsync(TimeSpan.FromSeconds(20));
                await context.Response.Body.WriteAsync(body.AsMemory(20_020));
            },
            new() { ["Http:Format"] = format, ["Http:Stream"] = "true", ["Http:PcmSampleRate"] = "8000" });

        var parts = new List<byte>();
        await foreach (var part in voice.SynthesizeAsync(new SpeechRequest("hello"), default))
        {
            heard.TrySetResult();
            parts.AddRange(part.Wav[44..].ToArray());
        }

        parts.Should().Equal(samples);
    }

    [Test]
    public async Task SynthesizeAsync_StreamBreaks_SaysSoAfterWhatHasArrived()
    {
        var voice = await ServeAsync(
            async (context, _) =>
            {
                context.Response.ContentLength = 100_000;
                await context.Response.Body.WriteAsync(Tone.Wav(1));
                await context.Response.Body.FlushAsync();
                context.Abort();
            },
            new() { ["Http:Stream"] = "true", ["Http:Retries"] = "0" });

        await Failing(voice, "Speech:Http:Endpoint *broke off*");
    }

    [Test]
    public async Task SynthesizeAsync_Redirect_IsReportedNotFollowed()
    {
        var voice = await ServeAsync((context, _) =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });

        await Failing(voice, "*answered 302*");
    }

    [Test]
    public async Task SynthesizeAsync_KeyFileChanges_UsesTheNewKey()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.In("key"), "old\n");
        var voice = await ServeAsync((context, _) => SpeechServer.SendAsync(context, Tone.Wav()), new() { ["Http:ApiKeyFile"] = folder.In("key") });

        await voice.SynthesizeAsync("hello", default);
        await File.WriteAllTextAsync(folder.In("key"), "new\n");
        await voice.SynthesizeAsync("hello", default);
        File.Delete(folder.In("key"));
        await Failing(voice, "Speech:Http:ApiKeyFile can't be read*");

        _server!.Authorizations.Should().Equal("Bearer old", "Bearer new");
    }

    private static async Task<string> Failing(ITextToSpeech voice, string message) =>
        (await voice.Invoking(v => v.SynthesizeAsync("hello", default)).Should().ThrowAsync<SpeechException>().WithMessage(message)).Which.Message;

    private async Task<ITextToSpeech> ServeAsync(Func<HttpContext, int, Task> answer, Dictionary<string, string?>? settings = null)
    {
        _server = await SpeechServer.StartAsync(answer);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Speech:Http:Endpoint", _server.Endpoint), new("Speech:Output", "None")])
            .AddInMemoryCollection((settings ?? []).Select(setting => KeyValuePair.Create("Speech:" + setting.Key, setting.Value)))
            .Build();
        _services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log))
            .AddSpeech(configuration)
            .BuildServiceProvider();
        return ActivatorUtilities.CreateInstance<HttpTextToSpeech>(_services);
    }

    private sealed class LogCollector : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> Lines => [.. _lines];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
