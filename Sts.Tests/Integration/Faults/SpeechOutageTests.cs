using Microsoft.Data.Sqlite;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

[Category("Integration")]
public sealed class SpeechOutageTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Action_WhenTheSpeechServiceRefusesConnections_IsRecordedWithTheReasonAndTheNextOnesToo()
    {
        using var folder = new TemporaryFolder();
        var endpoint = $"http://127.0.0.1:{TestEnvironment.FreePort()}/v1";
        await using var host = await HostProcess.StartAsync(
            folder.Path, "--Speech:Provider=Http", $"--Speech:Http:Endpoint={endpoint}", "--Speech:Http:Retries=1", "--Speech:Http:Timeout=00:00:05", "--Speech:Output=File");
        using var producer = await ForeignProducer.ToAsync(host);
        string[] texts = ["turn off the lights", "what time is it", "set a timer for ten minutes"];

        foreach (var text in texts)
        {
            await producer.SayAsync("alice", text);
        }

        await WaitFor.ConditionAsync(async () => (await OutcomesAsync(folder)).Count(row => row.Outcome is not null) == texts.Length, Deadline, "all outcomes");
        var outcomes = await OutcomesAsync(folder);
        outcomes.Select(row => row.Text).Should().Equal(texts);
        outcomes.Should().OnlyContain(row => row.SpokenAt == null && row.Outcome!.Contains(endpoint) && row.Outcome.Contains("refused"));
        host.Output.Should().Contain("The answer to action").And.NotContain("dead");
        (await host.ListAsync("/api/transcriptions?user=alice")).Should().HaveCount(texts.Length);
    }

    private static async Task<IReadOnlyList<(string Text, string? SpokenAt, string? Outcome)>> OutcomesAsync(TemporaryFolder folder)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "data", "sts.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select original_text, cast(spoken_at as text), speech_outcome from actions order by id";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, string?, string?)>();
        while (await reader.ReadAsync())
        {
            rows.Add((reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
        }

        return rows;
    }
}
