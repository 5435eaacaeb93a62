using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Sts.Core.Diagnostics.Checks;
using Sts.Core.Kafka.Embedded;
using Sts.Core.Messaging;
using Sts.Core.Storage;
using Sts.Host.Doctor;
using Sts.Host.Hosting;

namespace Sts.Tests.Integration.Doctor;

/// <summary>Each fault is a real one, and what is found names it and what to do.</summary>
[Category("Integration")]
public sealed class DoctorTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Begin() => _folder = new TemporaryFolder();

    [TearDown]
    public void End() => _folder.Dispose();

    [Test]
    public async Task Doctor_WithNothingConfigured_FindsNoFault()
    {
        var found = await LookAsync();

        found.Should().NotContain(one => one.IsFault);
        found.Select(one => one.Check).Distinct().Should().BeEquivalentTo(
            "settings", "database", "clock", "registry", "model", "speech", "audio", "hearing", "broker", "topics", "disk", "ports", "plugins");
        Directory.EnumerateFileSystemEntries(_folder.Path).Should().BeEmpty("it changes nothing");
    }

    [Test]
    public async Task Broker_ThatIsNotThere_IsAFaultThatNamesItsAddress()
    {
        var address = $"127.0.0.1:{TestEnvironment.FreePort()}";

        var found = await LookAsync($"Kafka:BootstrapServers={address}");

        Of(found, "broker").Should().ContainSingle().Which.Should().Match<Diagnosis>(one => one.IsFault && one.Finding.Contains(address) && one.Advice!.Contains("Kafka:BootstrapServers"));
        Of(found, "topics").Should().ContainSingle().Which.IsFault.Should().BeTrue();
    }

    [Test]
    public async Task Topics_ThatAreMissingOrHaveOtherPartitionCounts_AreToldOfByName()
    {
        var (client, cluster) = NativeMockCluster.Start(1);
        try
        {
            NativeMockCluster.CreateTopic(cluster, Topics.Transcriptions, 2, 1);
            NativeMockCluster.CreateTopic(cluster, Topics.Sessions, 4, 1);

            var found = Of(await LookAsync($"Kafka:BootstrapServers={NativeMockCluster.Bootstraps(cluster)}", "Kafka:Topics:Create=false"), "topics");

            found.Should().Contain(one => one.IsFault && one.Finding.StartsWith("missing: ") && one.Finding.Contains(Topics.Actions) && !one.Finding.Contains(Topics.Sessions + ","));
            found.Should().Contain(one => one.Level == "warning" && one.Finding.StartsWith("transcriptions.all has 2 partition(s)") && one.Advice!.Contains("--partitions 4"));
            found.Should().Contain(one => one.Level == "warning" && one.Finding.Contains("sessions.management 4, transcriptions.all 2"));
        }
        finally
        {
            NativeMockCluster.DestroyCluster(cluster);
            NativeMockCluster.Destroy(client);
        }
    }

    [Test]
    public async Task Database_WhoseMigrationsOrTablesAreMissing_IsAFaultThatNamesThem()
    {
        await using var postgres = await TestEnvironment.RequirePostgres();
        string[] settings = [$"Database:ConnectionString={postgres.ConnectionString}", "Database:MigrateAtStart=false"];

        Of(await LookAsync(settings), "database").Should().ContainSingle().Which.Should().Match<Diagnosis>(one => one.IsFault && one.Finding.Contains("_Initial") && one.Advice!.Contains("Database:MigrateAtStart=true"));

        await using var services = new ServiceCollection().AddLogging().AddStorage(ConfigurationOf(settings[0])).BuildServiceProvider();
        await services.GetRequiredService<IDatabaseInitializer>().InitializeAsync(default);
        var whole = await LookAsync(settings);
        Of(whole, "database").Should().ContainSingle().Which.Should().Match<Diagnosis>(one => one.Level == "ok" && one.Finding.EndsWith("up to date"));
        Of(whole, "clock").Should().ContainSingle().Which.Finding.Should().StartWith("it agrees with the database server's");

        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync();
        await using var drop = new NpgsqlCommand("DROP TABLE actions", connection);
        await drop.ExecuteNonQueryAsync();
        Of(await LookAsync(settings), "database").Should().ContainSingle().Which.Should().Match<Diagnosis>(one => one.IsFault && one.Finding.Contains("no table actions"));
    }

    [Test]
    public async Task Database_ThatIsNotThere_IsAFaultWithoutItsPassword()
    {
        var found = await LookAsync($"Database:ConnectionString=Host=127.0.0.1;Port={TestEnvironment.FreePort()};Username=sts;Password=hunter2hunter2;Database=sts");

        Of(found, "database").Should().ContainSingle().Which.Should().Match<Diagnosis>(one => one.IsFault && one.Finding.Contains("sts@127.0.0.1"));
        found.Should().NotContain(one => $"{one}".Contains("hunter2"));
    }

    [Test]
    public async Task Model_WhoseEndpointIsDead_IsAFaultThatNamesTheSetting()
    {
        var endpoint = $"http://127.0.0.1:{TestEnvironment.FreePort()}/v1";

        var found = await LookAsync("Agents:Provider=OpenAI", "Agents:OpenAI:Model=m", $"Agents:OpenAI:Endpoint={endpoint}");

        Of(found, "model").Should().ContainSingle().Which.Should().Match<Diagnosis>(one => one.IsFault && one.Finding.Contains(endpoint) && one.Advice!.Contains("Agents:OpenAI:Endpoint"));
    }

    [TestCase("wrong-key-wrong-key", "gpt", "fault", "refuses the key")]
    [TestCase("right-key-right-key", "other", "warning", "does not list other")]
    [TestCase("right-key-right-key", "gpt", "ok", "gpt at")]
    public async Task Model_WhoseEndpointAnswers_IsJudgedByItsListOfModels(string key, string model, string level, string words)
    {
        await using var server = await ServeAsync(context =>
        {
            context.Response.StatusCode = context.Request.Headers.Authorization == "Bearer right-key-right-key" ? 200 : 401;
            return context.Response.WriteAsJsonAsync(new { data = new[] { new { id = "gpt" } }, note = $"{context.Request.Headers.Authorization}" });
        });

        var found = await LookAsync("Agents:Provider=OpenAI", $"Agents:OpenAI:Model={model}", $"Agents:OpenAI:ApiKey={key}", $"Agents:OpenAI:Endpoint={server.Urls.Single()}/v1");

        Of(found, "model").Should().ContainSingle().Which.Should().Match<Diagnosis>(one => one.Level == level && one.Finding.Contains(words));
        found.Should().NotContain(one => $"{one}".Contains(key));
    }

    [Test]
    public async Task Registry_ThatHangs_IsAFaultWhenItsTimeIsOverAndKeepsNobodyElseWaiting()
    {
        await using var server = await ServeAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted));

        var found = await LookAsync(TimeSpan.FromSeconds(1.5), $"SchemaRegistry:Url={server.Urls.Single()}");

        Of(found, "registry").Should().ContainSingle().Which.Finding.Should().Be("no answer within 1.5 s");
        Of(found, "disk").Should().ContainSingle().Which.IsFault.Should().BeFalse();
    }

    [Test]
    public async Task Ports_ThatAnotherProgramHas_AreAFaultThatNamesTheSetting()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var found = await LookAsync($"Http:Port={((IPEndPoint)other.LocalEndpoint).Port}");

        Of(found, "ports").Should().ContainSingle().Which.Should().Match<Diagnosis>(one => one.IsFault && one.Advice!.Contains("Http:Port"));
    }

    [Test]
    public async Task Speech_WhoseServiceIsNotThere_IsAFaultThatNamesTheSetting()
    {
        var address = $"127.0.0.1:{TestEnvironment.FreePort()}";

        var found = await LookAsync("Speech:Provider=Wyoming", $"Speech:Wyoming:Address={address}", "Hearing:Provider=Http", $"Hearing:Http:Endpoint=http://{address}/v1");

        Of(found, "speech").Should().ContainSingle().Which.Should().Match<Diagnosis>(one => one.IsFault && one.Advice!.Contains("Speech:Wyoming:Address"));
        Of(found, "hearing").Should().ContainSingle().Which.Should().Match<Diagnosis>(one => one.IsFault && one.Advice!.Contains("Hearing:Http:Endpoint"));
    }

    [Test]
    public async Task Settings_ThatCannotBe_AreFaultsByTheirKeys()
    {
        var found = await LookAsync("Sessions:Timeout=soon", "Http:Port=70000");

        Of(found, "settings").Should().OnlyContain(one => one.IsFault).And.Contain(one => one.Finding.Contains("Sessions:Timeout")).And.Contain(one => one.Finding.Contains("Http:Port"));
        Of(found, "ports").Should().ContainSingle().Which.Finding.Should().Contain("while its settings are wrong");
    }

    [Test]
    public async Task Disk_WhoseFolderIsAFile_IsAFaultThatNamesTheSetting()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "");

        Of(await LookAsync($"Data:Directory={file}/data"), "disk").Should().ContainSingle().Which.Should().Match<Diagnosis>(one => one.IsFault && one.Advice!.Contains("Data:Directory"));
    }

    private static IEnumerable<Diagnosis> Of(IEnumerable<Diagnosis> found, string check) => found.Where(one => one.Check == check);

    private Task<IReadOnlyList<Diagnosis>> LookAsync(params string[] settings) => LookAsync(TimeSpan.FromSeconds(20), settings);

    private async Task<IReadOnlyList<Diagnosis>> LookAsync(TimeSpan limit, params string[] settings)
    {
        var configuration = ConfigurationOf(
            [$"Data:Directory={_folder.Path}/data", "Http:Port=0", "SchemaRegistry:Embedded:Port=0", "Speech:Output=None", "Speech:Provider=None", "Hearing:Provider=None", .. settings]);
        return await new CheckRun(DoctorServices.Build(configuration).GetServices<ISystemCheck>(), new Secrets(configuration), limit).RunAsync(default);
    }

    private static IConfiguration ConfigurationOf(params string[] settings) => StsApplication.ReadConfiguration([.. settings.Select(setting => $"--{setting}")]);

    private static async Task<WebApplication> ServeAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }
}
