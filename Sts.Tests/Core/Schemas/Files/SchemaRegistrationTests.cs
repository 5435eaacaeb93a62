using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Core.Messages;
using Sts.Core.Plugins;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Files;
using Sts.Tests.Core.Schemas.Registry;

namespace Sts.Tests.Core.Schemas.Files;

/// <summary>What the host does with its schema files before it starts any processor, against a registry over HTTP.</summary>
public sealed class SchemaRegistrationTests
{
    private static readonly string[] AllProcessors = ["Persistence", "RealTime", "Session", "Aggregator", "Intent"];
    private static readonly string StsFolder = Path.Combine(Repository.Root, "schemas");

    private RegistryServer _server = null!;
    private RegistryClientServices _services = null!;
    private TemporaryDirectory _folder = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryDirectory();
        _server = await RegistryServer.StartAsync();
        _services = new RegistryClientServices(_server);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _services.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Run_FilesOfSts_RegistersEachWhereItsProducerFindsIt()
    {
        await RunAsync(StsFolder);

        (await _services.Client.GetAllSubjectsAsync()).Should().BeEquivalentTo(
            "transcriptions.all-value", "transcriptions.agent.action-value", "sessions.management-value", "aggregations.request-value");
        await _services.Client.GetSchemaIdAsync("transcriptions.agent.action-value", new SchemaDefinition(ActionMessage.AvroSchema.ToString()));
        Said("Registered").Should().HaveCount(4);
    }

    [Test]
    public async Task Run_AllRegisteredAlready_WritesNothingAndSaysNothing()
    {
        await RunAsync(StsFolder);
        var said = _services.Log.Entries.Count;

        await RunAsync(StsFolder);

        _server.Registrations.Should().Be(4);
        _services.Log.Entries.Should().HaveCount(said);
    }

    [Test]
    public async Task Run_ProcessorSwitchedOff_LeavesItsSubjectsToOthers()
    {
        await RunAsync(StsFolder, enabled: ["Persistence"]);

        (await _services.Client.GetAllSubjectsAsync()).Should().Equal("transcriptions.all-value");
    }

    [Test]
    public async Task Run_SwitchedOff_DoesNotEvenAsk()
    {
        await RunAsync(StsFolder, new SchemaRegistryOptions { RegisterAtStart = false });

        _server.Requests.Should().Be(0);
    }

    [Test]
    public async Task Run_FileOfNoProcessor_IsNamedAndNotRegistered()
    {
        var stranger = Some.File(_folder, "stranger.avsc", """{"type":"record","name":"Stranger","fields":[]}""");

        await RunAsync(_folder.Path);

        (await _services.Client.GetAllSubjectsAsync()).Should().BeEmpty();
        Said("no processor reads or writes").Single().Should().Contain(stranger.Path);
    }

    [Test]
    public async Task Run_NothingMayBeRegistered_LooksUpAndNamesWhatIsMissing()
    {
        var options = new SchemaRegistryOptions { AutoRegisterSchemas = false };
        var run = () => RunAsync(StsFolder, options);
        await run.Should().ThrowAsync<StsConfigurationException>()
            .WithMessage("transcriptions.agent.action-value has no version*action_value.avsc*AutoRegisterSchemas is false*schemas register*");
        (await _services.Client.GetAllSubjectsAsync()).Should().BeEmpty();

        await RunAsync(StsFolder);
        await run.Should().NotThrowAsync();
    }

    [Test]
    public async Task Run_ProducersWriteWithTheNewestVersion_IsContentWithAny()
    {
        var options = new SchemaRegistryOptions { AutoRegisterSchemas = false, UseLatestVersion = true };
        var run = () => RunAsync(StsFolder, options, ["Persistence"]);
        await run.Should().ThrowAsync<StsConfigurationException>().WithMessage("transcriptions.all-value has no version, and*");
        await RegisterAsync("transcriptions.all-value", TranscriptionSegment.AvroSchema.ToString().Replace("\"user\"", "\"user\",\"default\":\"\"", StringComparison.Ordinal));

        await run.Should().NotThrowAsync();
    }

    [Test]
    public async Task Run_SeveralRefused_SaysAllInOneMessageWithReasonAndFix()
    {
        await RegisterAsync("transcriptions.all-value", TranscriptionSegment.AvroSchema.ToString().Replace("\"text\"", "\"words\"", StringComparison.Ordinal));
        await RegisterAsync("aggregations.request-value", AggregatorRequest.AvroSchema.ToString().Replace("\"int\"", "\"long\"", StringComparison.Ordinal));

        var run = () => RunAsync(StsFolder);

        (await run.Should().ThrowAsync<SchemaRefusedException>()).Which.Message.Should().ContainAll(
            "started no processor",
            "transcriptions.all-value: ", "transcription_value.avsc breaks readers (BACKWARD)", "+ text: string, no default", "Fix: Give text a default",
            "aggregations.request-value: ", "~ session_id: long → int", "the reader's int can't read the writer's long",
            "SchemaRegistry:RegisterAtStart");
    }

    [Test]
    public async Task Run_RefusedForAReasonOfItsOwn_GivesTheRegistrysWords()
    {
        _server.Intercept = async context =>
        {
            if (context.Request.Method == "POST" && context.Request.Path.Value!.EndsWith("/versions", StringComparison.Ordinal))
            {
                context.Response.StatusCode = 422;
                await context.Response.WriteAsync("""{"error_code":42205,"message":"Subject is in read-only mode"}""");
                return true;
            }

            return false;
        };

        var run = () => RunAsync(StsFolder, enabled: ["Persistence"]);

        (await run.Should().ThrowAsync<SchemaRefusedException>()).Which.Message.Should().ContainAll("transcriptions.all-value: ", "Subject is in read-only mode", "42205");
    }

    [Test]
    public async Task Run_RegistryAway_WaitsForItAndSaysSoOnce()
    {
        var failures = 3;
        _server.Intercept = context =>
        {
            var isAway = Interlocked.Decrement(ref failures) >= 0;
            context.Response.StatusCode = isAway ? 503 : 200;
            return Task.FromResult(isAway);
        };

        await RunAsync(StsFolder, enabled: ["Persistence"]);

        (await _services.Client.GetAllSubjectsAsync()).Should().Equal("transcriptions.all-value");
        Said("is waited for").Should().ContainSingle().Which.Should().Contain("503").And.Contain("SchemaRegistry:Url");
        Said("The schema registry answers").Should().ContainSingle();
    }

    [Test]
    public async Task Run_FileThatIsNotWhatItsRecordWasGeneratedFrom_SaysWhatDiffersAndHowToMendIt()
    {
        Some.File(_folder, "action.avsc", ActionMessage.AvroSchema.ToString().Replace("\"reasoning\",\"type\":\"string\"", "\"reasoning\",\"type\":\"bytes\"", StringComparison.Ordinal));

        var run = () => RunAsync(_folder.Path);

        await run.Should().ThrowAsync<StsConfigurationException>()
            .WithMessage("*action.avsc is not what Sts.Core.Messages.ActionMessage was generated from*reasoning: string → bytes*schemas generate*");
        _server.Requests.Should().Be(0);
    }

    [Test]
    public async Task Run_CopyOfAFileInAPluginsFolder_IsTheSameSchema()
    {
        Some.File(_folder, "copy.avsc", ActionMessage.AvroSchema.ToString());

        await RunAsync([new SchemaFolder(StsFolder, []), new SchemaFolder(_folder.Path, [new Plugin("plugins/Copy.dll")])]);

        Said("Registered").Should().HaveCount(4);
        (await _services.Client.GetSubjectVersionsAsync("transcriptions.agent.action-value")).Should().Equal(1);
    }

    [TestCase("bytes", "action.avsc is not what Sts.Core.Messages.ActionMessage was generated from")]
    [TestCase("string", "the schema registry refuses its schemas: transcriptions.agent.action-value: ")]
    public async Task Run_PluginWhoseSchemaCannotBeHad_LeavesThePluginOutAndGoesOn(string typeOfReasoning, string reason)
    {
        await RegisterAsync("transcriptions.agent.action-value", ActionMessage.AvroSchema.ToString().Replace("\"reasoning\"", "\"grounds\"", StringComparison.Ordinal));
        Some.File(_folder, "action.avsc", ActionMessage.AvroSchema.ToString().Replace("\"reasoning\",\"type\":\"string\"", $"\"reasoning\",\"type\":\"{typeOfReasoning}\"", StringComparison.Ordinal));
        var plugin = new Plugin("plugins/Acme.dll");

        await RunAsync([new SchemaFolder(_folder.Path, [plugin])], enabled: ["RealTime"]);

        plugin.Error.Should().Contain(reason);
    }

    private Task RunAsync(string folder, SchemaRegistryOptions? options = null, string[]? enabled = null) => RunAsync([new SchemaFolder(folder, [])], options, enabled);

    private Task RunAsync(SchemaFolder[] folders, SchemaRegistryOptions? options = null, string[]? enabled = null) => new SchemaRegistration(
        new SchemaFolders(folders), new MessageSubjects(Some.Catalog(enabled ?? AllProcessors), SubjectNameStrategy.Topic), _services.Client, _services.Checker,
        Options.Create(options ?? new SchemaRegistryOptions()), TimeProvider.System, _services.LoggerOf<SchemaRegistration>()).RunAsync(default);

    private Task<int> RegisterAsync(string subject, string schema) => _services.Client.RegisterSchemaAsync(subject, new SchemaDefinition(schema));

    private IEnumerable<string> Said(string words) =>
        _services.Log.Entries.Select(entry => entry.Message).Where(message => message.Contains(words, StringComparison.Ordinal));
}
