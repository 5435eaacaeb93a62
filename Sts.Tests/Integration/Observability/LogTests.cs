using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Observability;

/// <summary>What a host logs as JSON: whose, where, in which trace, and never what was said.</summary>
[Category("Integration")]
public sealed class LogTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private TemporaryFolder _folder = null!;
    private HostProcess _host = null!;
    private ForeignProducer _producer = null!;

    [OneTimeSetUp]
    public async Task StartHost()
    {
        _folder = new TemporaryFolder();
        _host = await HostProcess.StartAsync(
            _folder.Path, "--Telemetry:Logs:Format=Json", "--Privacy:HashUsers=true", "--Serilog:MinimumLevel:Override:Sts=Debug", "--Speech:Provider=None");
        _producer = await ForeignProducer.ToAsync(_host);
    }

    [OneTimeTearDown]
    public async Task StopHost()
    {
        _producer.Dispose();
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Log_OfAMessage_SaysWhereItLiesAndWhoseItIs()
    {
        var (user, traceId) = ($"logged{Guid.NewGuid():N}", ActivityTraceId.CreateRandom().ToHexString());

        var position = await _producer.SayAsync(
            user, "turn off the lights", new Headers { { "traceparent", Encoding.ASCII.GetBytes($"00-{traceId}-{ActivitySpanId.CreateRandom().ToHexString()}-01") } });

        var decided = await LoggedAsync(line => Text(line, "TraceId") == traceId && Text(line, "Processor") == "RealTime");
        Text(decided, "Topic").Should().Be("transcriptions.all");
        decided.GetProperty("Partition").GetInt32().Should().Be(position.Partition.Value);
        decided.GetProperty("Offset").GetInt64().Should().Be(position.Offset.Value);
        Text(decided, "User").Should().MatchRegex("^[0-9a-f]{20}$");
        var opened = await LoggedAsync(line => Text(line, "TraceId") == traceId && Text(line, "Processor") == "Session");
        Text(opened, "User").Should().Be(Text(decided, "User"), "a user has one hash");
        Text(opened, "Topic").Should().Be("sessions.management");
    }

    [Test]
    public async Task Log_OfAWholeTalk_HoldsNeitherWordsNorNames()
    {
        var user = $"private{Guid.NewGuid():N}";
        await _producer.SayAsync(user, "hello there");
        await _producer.SayAsync(user, "remember the zanzibar password");
        await _producer.SayAsync(user, "goodbye");
        await _producer.SendBytesAsync("transcriptions.all", Encoding.UTF8.GetBytes(user), [0, 0, 0, 0, 99, 1]);
        await _producer.SayAsync(user, "zanzibar", "no time at all");

        await WaitFor.ConditionAsync(
            async () => (await _host.GetAsync($"/api/sessions?user={user}")).EnumerateArray().Any(session => session.GetProperty("summary").ValueKind is JsonValueKind.String),
            Deadline, "the summary");
        await LoggedAsync(line => Text(line, "@m")?.Contains("no time at all") is true);

        _host.Output.Should().NotContain(user).And.NotContain("zanzibar").And.NotContain("\"goodbye").And.NotContain("hello there");
    }

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;

    private async Task<JsonElement> LoggedAsync(Func<JsonElement, bool> isMeant)
    {
        JsonElement found = default;
        await WaitFor.ConditionAsync(
            () => (found = Lines().FirstOrDefault(isMeant)).ValueKind is JsonValueKind.Object, Deadline, "a line of the log");
        return found;
    }

    private IEnumerable<JsonElement> Lines() => _host.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement);
}
