using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sts.Tests.Agents;
using Sts.Tests.Core.Schemas;
using Sts.Tests.Integration.Hosts;
using YamlDotNet.RepresentationModel;

namespace Sts.Tests.Integration.Observability;

/// <summary>The dashboard and the alerts ask for what a running host exports, and for nothing else.</summary>
[Category("Integration")]
public sealed partial class DashboardTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly string Folder = Path.Combine(Repository.Root, "deploy", "observability");

    private TemporaryFolder _folder = null!;
    private FakeLlmServer _model = null!;
    private HostProcess _host = null!;
    private string _metrics = "";

    private static IEnumerable<TestCaseData> Expressions =>
        Panels().Concat(Alerts()).Select(found => new TestCaseData(found.Expression) { TestName = $"Expression_OfAFile_IsExported({found.Name})" });

    [OneTimeSetUp]
    public async Task LetEverythingHappen()
    {
        TestEnvironment.RequireEspeak();
        _folder = new TemporaryFolder();
        _model = await FakeLlmServer.StartAsync();
        _model.ThenFail(500).ThenFail(500); // and then an answer that can't be used, twice
        _host = await HostProcess.StartAsync(
            _folder.Path, "--Agents:Provider=OpenAI", $"--Agents:OpenAI:Endpoint={_model.Endpoint}", "--Agents:OpenAI:Model=fake", "--Agents:OpenAI:MaxRetries=0",
            "--Speech:Provider=Http,Espeak", "--Speech:Http:Endpoint=http://127.0.0.1:9/v1", "--Speech:Http:Retries=0", "--Speech:Output=File", "--Speech:Directory=speech");
        using var producer = await ForeignProducer.ToAsync(_host);
        await producer.SendBytesAsync("transcriptions.all", Encoding.UTF8.GetBytes("alice"), [1, 2, 3]);
        foreach (var text in new[] { "hello there", "turn off the lights", "goodbye" })
        {
            using var response = await _host.Http.PostAsJsonAsync("/api/transcriptions", new { user = "alice", text });
            response.EnsureSuccessStatusCode();
        }

        await WaitFor.ConditionAsync(
            async () =>
            {
                _metrics = await _host.Http.GetStringAsync("/metrics");
                _metrics.Should().ContainAll("sts_sessions_summarised_total{", "sts_speech_first_audio_duration_seconds_bucket{", "gen_ai_client_token_usage", "sts_agents_fallbacks_total{");
                return true;
            },
            Deadline, "everything that can be measured");
    }

    [OneTimeTearDown]
    public async Task StopHost()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_model is not null)
        {
            await _model.DisposeAsync();
            _folder.Dispose();
        }
    }

    [TestCaseSource(nameof(Expressions))]
    public void Expression_OfAFile_IsExported(string expression)
    {
        var labels = new HashSet<string>();
        var metrics = PromQl.MetricsOf(expression).Where(name => name != "up").ToList();
        foreach (var metric in metrics)
        {
            var series = Regex.Matches(_metrics, $$"""^{{metric}}\{(?<labels>.*)\} """, RegexOptions.Multiline);
            series.Should().NotBeEmpty($"{metric} has to be exported");
            labels.UnionWith(series.SelectMany(match => Label().Matches(match.Groups["labels"].Value)).Select(match => match.Groups["name"].Value));
        }

        if (metrics.Count > 0)
        {
            PromQl.LabelsOf(expression).Should().BeSubsetOf(labels);
        }
    }

    [Test]
    public void Metrics_OfAHost_NameNoUser() => _metrics.Should().NotContain("alice");

    [Test]
    public async Task Alerts_AreAllDescribed()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "observability.md"));

        Regex.Matches(page, @"^\| `(Sts\w+)` \|", RegexOptions.Multiline).Select(match => match.Groups[1].Value)
            .Should().BeEquivalentTo(Alerts().Select(alert => alert.Name));
    }

    [Test]
    public async Task Alerts_AsPrometheusReadsThem_AreRules()
    {
        if (!File.Exists("/usr/bin/promtool"))
        {
            Assert.Ignore("promtool is not installed (Debian's package prometheus).");
        }

        var (exitCode, output) = await RunAsync("/usr/bin/promtool", "check", "rules", Path.Combine(Folder, "alerts.yaml"));

        exitCode.Should().Be(0, output);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Deadline);
        return (process.ExitCode, await output + await error);
    }

    private static IEnumerable<(string Name, string Expression)> Panels()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "dashboard.json")));
        return
        [
            .. dashboard.RootElement.GetProperty("panels").EnumerateArray()
                .Where(panel => panel.TryGetProperty("targets", out _))
                .SelectMany(panel => panel.GetProperty("targets").EnumerateArray().Select(target => (
                    $"{panel.GetProperty("title").GetString()} {target.GetProperty("refId").GetString()}", target.GetProperty("expr").GetString()!))),
        ];
    }

    private static IEnumerable<(string Name, string Expression)> Alerts()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(Folder, "alerts.yaml"))));
        var groups = (YamlSequenceNode)yaml.Documents[0].RootNode["groups"];
        return [.. groups.SelectMany(group => (YamlSequenceNode)group["rules"]).Select(rule => (rule["alert"].ToString(), rule["expr"].ToString()))];
    }

    [GeneratedRegex("""(?<name>\w+)="[^"]*"?""")]
    private static partial Regex Label();
}
