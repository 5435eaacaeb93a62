using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Processes;
using Sts.Agents.Speech.Synthesis;
using Sts.Tests.Agents.Speech;
using Sts.Tests.Integration.Api;
using Sts.Tests.Integration.Cli;
using Sts.Tests.Integration.Hosts;
using Sts.Tests.Integration.Pipeline;

namespace Sts.Tests.Integration.Speech;

/// <summary>A host that hears with pocketsphinx and speaks with espeak-ng through its API.</summary>
[Category("Integration")]
[NonParallelizable]
public sealed class VoiceTests
{
    private const int MaxBytes = 400_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>It takes much longer to say than any test does.</summary>
    private static readonly string LongAnswer = string.Join(' ', Enumerable.Range(1, 15).Select(number => $"This is sentence number {number} of a long answer."));

    private readonly TemporaryFolder _folder = new();
    private HostProcess _host = null!;
    private EventStream _events = null!;

    [OneTimeSetUp]
    public async Task StartHost()
    {
        TestEnvironment.RequireEspeak();
        TestEnvironment.RequirePocketsphinx();
        await StartAsync();
    }

    [OneTimeTearDown]
    public async Task EndHost()
    {
        await EndAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Sound_OfARequest_IsHeardDecidedOnAndAnsweredWithSoundThatIsHeardAgain()
    {
        var user = NewUser();

        using var heard = await PostAsync(user, await SayAsync("turn off the lights"));

        heard.StatusCode.Should().Be(HttpStatusCode.Accepted);
        var accepted = await heard.Content.ReadFromJsonAsync<JsonElement>();
        (accepted.Text("user"), accepted.Text("text")).Should().Be((user, "turn off the lights"));
        var path = await AudiblePathAsync(user);
        using var answer = await _host.Http.GetAsync(path);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("audio/wav");
        using var again = await PostAsync(NewUser(), await answer.Content.ReadAsByteArrayAsync());
        (await again.Content.ReadFromJsonAsync<JsonElement>()).Text("text").Should().Be("you asked me to turn off the lights");
        var action = await OutcomeAsync(user);
        action.OriginalText.Should().Be("turn off the lights");
        action.SpeechOutcome.Should().StartWith("spoken by espeak-ng to the API");
    }

    [Test]
    public async Task Answer_ItsUserSpeaks_IsBrokenOffAndTheNextOneIsSpoken()
    {
        var user = NewUser();
        using var producer = await ForeignProducer.ToAsync(_host);
        await AnswerAsync(producer, user, LongAnswer);
        var path = await AudiblePathAsync(user);

        // Straight to Kafka, as through another host.
        await producer.SayAsync(user, "turn off the lights");

        (await OutcomeAsync(user)).SpeechOutcome.Should().StartWith("interrupted after").And.EndWith("the user spoke");
        await WaitFor.ConditionAsync(() => _events.Count(user, "answer.interrupted") == 1, Deadline, "the event");
        using var broken = await _host.Http.GetAsync(path);
        broken.StatusCode.Should().Be(HttpStatusCode.OK, "its sound ends, and is there");
        await WaitFor.ConditionAsync(() => _events.Count(user, "answer.audible") == 2, Deadline, "the answer to what the user said");
    }

    [Test]
    public async Task Answer_AnotherUserSpeaks_GoesOn()
    {
        var user = NewUser();
        using var producer = await ForeignProducer.ToAsync(_host);
        await AnswerAsync(producer, user, "This is short.");
        await AudiblePathAsync(user);

        await producer.SayAsync(NewUser(), "stop");

        (await OutcomeAsync(user)).SpeechOutcome.Should().StartWith("spoken by");
    }

    [TestCase("", "audio/wav", "user", HttpStatusCode.BadRequest, "'user'")]
    [TestCase("{}", "application/json", "alice", HttpStatusCode.BadRequest, "not a usable WAV file: it doesn't begin with RIFF")]
    [TestCase("large", "audio/wav", "alice", HttpStatusCode.RequestEntityTooLarge, "Hearing:MaxBytes")]
    [TestCase("silence", "audio/wav", "alice", HttpStatusCode.UnprocessableEntity, "Nothing was understood")]
    public async Task Post_WrongRecording_SaysWhatIsWrong(string what, string type, string user, HttpStatusCode status, string word)
    {
        var body = what switch
        {
            "large" => Tone.Wav(new byte[MaxBytes]),
            "silence" => Tone.Wav(new byte[16_000]),
            _ => System.Text.Encoding.ASCII.GetBytes(what),
        };
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

        using var response = await _host.Http.PostAsync(user == "user" ? "/api/audio" : $"/api/audio?user={user}", content);

        await response.ShouldBeProblemAsync(status, word);
    }

    [Test]
    public async Task Get_SoundOfAnUnknownAction_SaysWhy()
    {
        using var response = await _host.Http.GetAsync("/api/actions/999999/audio");

        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "Speech:WebBytes");
    }

    [Test]
    public async Task Listen_File_IsHeardAndPublished()
    {
        var user = NewUser();
        var file = Path.Combine(_folder.Path, "talk.wav");
        await File.WriteAllBytesAsync(file, await SayAsync("what time is it"));

        var run = await ProgramRun.OfAsync(
            "listen", "--json", "--file", file, "--user", user, $"--Http:Port={_host.Http.BaseAddress!.Port}", $"--Hearing:Pocketsphinx:Grammar={TestEnvironment.HomeGrammar}");

        run.ShouldSucceed();
        JsonSerializer.Deserialize<JsonElement>(run.Output).Text("text").Should().Be("what time is it");
        await WaitFor.ConditionAsync(
            async () => (await _host.ListAsync($"/api/transcriptions?user={user}")).Any(row => row.Text("text") == "what time is it"), Deadline, "the utterance");
    }

    [TestCase("--user alice", "--file")]
    [TestCase("--file talk.wav", "--user")]
    [TestCase("--file nosuch.wav --user alice", "nosuch.wav")]
    [TestCase("--file - --user alice --Hearing:Provider=None", "not a usable WAV file")]
    [TestCase("--fil talk.wav --user alice", "'--fil' is no option of listen")]
    public async Task Listen_WrongUsage_IsRefused(string arguments, string word) =>
        (await ProgramRun.OfAsync(["listen", .. arguments.Split(' ')])).ShouldRefuse(word);

    [Test]
    public async Task Answer_HostIsKilledWhileItSounds_IsNotSpokenAgainAndTheOneThatWaitedIs()
    {
        var user = NewUser();
        using (var producer = await ForeignProducer.ToAsync(_host))
        {
            await AnswerAsync(producer, user, LongAnswer);
            await AudiblePathAsync(user);
            await AnswerAsync(producer, user, "This one waits.");
            await WaitFor.ConditionAsync(async () => (await ActionsAsync(user)).Count == 2, Deadline, "the second answer");
        }

        await _host.KillAsync();
        await EndAsync();
        await StartAsync();

        await WaitFor.ConditionAsync(
            async () => (await ActionsAsync(user)).Single(action => action.Reasoning == "This one waits.").SpeechOutcome?.StartsWith("spoken by espeak-ng") is true,
            Deadline, "the one that waited");
        (await ActionsAsync(user)).Single(action => action.Reasoning == LongAnswer).SpeechOutcome.Should().Be("interrupted: the host ended while it was being spoken");
    }

    private static string NewUser() => $"voice{Guid.NewGuid().ToString("N")[..8]}";

    private static async Task<byte[]> SayAsync(string text) =>
        (await new EspeakTextToSpeech(Machine.Current.Find("espeak-ng")!, TimeProvider.System).WholeAsync(new SpeechRequest(text, "en-gb"), default)).Wav.ToArray();

    private static async Task AnswerAsync(ForeignProducer producer, string user, string reasoning) =>
        await producer.SendAsync("transcriptions.agent.action", "action_value.avsc", user, new()
        {
            ["original_text"] = reasoning[..10],
            ["reasoning"] = reasoning,
            ["categorization"] = null,
            ["refined_prompt"] = null,
            ["user_id"] = user,
            ["timestamp"] = ForeignProducer.Iso8601(TimeProvider.System.GetUtcNow()),
        });

    private async Task StartAsync()
    {
        _host = await HostProcess.StartAsync(
            _folder.Path, "--Speech:Provider=Espeak", "--Speech:Output=Web", "--Speech:Voice=en-gb", "--Hearing:Provider=Pocketsphinx",
            $"--Hearing:Pocketsphinx:Grammar={TestEnvironment.HomeGrammar}", $"--Hearing:MaxBytes={MaxBytes}");
        var witness = NewUser();
        _events = await EventStream.WatchAsync(_host, async () => (await _host.Http.PostAsJsonAsync("/api/transcriptions", new { user = witness, text = "hmm" })).Dispose());
    }

    private async Task EndAsync()
    {
        if (_events is not null)
        {
            await _events.DisposeAsync();
            await _host.DisposeAsync();
        }
    }

    private async Task<HttpResponseMessage> PostAsync(string user, byte[] wav)
    {
        using var content = new ByteArrayContent(wav) { Headers = { ContentType = new MediaTypeHeaderValue("audio/wav") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/audio") { Content = content, Headers = { { "X-User", user } } };
        return await _host.Http.SendAsync(request);
    }

    private async Task<string> AudiblePathAsync(string user)
    {
        await WaitFor.ConditionAsync(() => _events.Count(user, "answer.audible") > 0, Deadline, "the answer to sound");
        return _events.Of(user).First(happened => happened.Type == "answer.audible").Detail;
    }

    private async Task<IReadOnlyList<StoredAction>> ActionsAsync(string user) =>
        (await _host.Http.GetFromJsonAsync<List<StoredAction>>($"/api/actions?user={user}", JsonSerializerOptions.Web))!;

    /// <summary>The user's first action, once something about its speaking is final.</summary>
    private async Task<StoredAction> OutcomeAsync(string user)
    {
        StoredAction? first = null;
        await WaitFor.ConditionAsync(
            async () => (first = (await ActionsAsync(user))[^1]).SpeechOutcome is { } outcome && !outcome.Contains("the host ended"), Deadline, $"the outcome of the answer to {user}");
        return first!;
    }
}
