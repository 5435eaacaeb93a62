using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Evolution;
using Sts.Core.Schemas.Registry;
using Sts.Tests.Core.Schemas.Registry;

namespace Sts.Tests.Core.Schemas.Evolution;

/// <summary>Files against a registry over HTTP: what a check says is what registering does.</summary>
public sealed class SchemaCheckerTests
{
    private const string Subject = "t-value";

    private readonly TemporaryDirectory _folder = new();
    private RegistryServer _server = null!;
    private RegistryClientServices _services = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await RegistryServer.StartAsync();
        _services = new RegistryClientServices(_server);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _services.Dispose();
        await _server.DisposeAsync();
    }

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public async Task Check_SubjectWithoutVersions_IsNew() =>
        (await CheckAsync(TestSchemas.Base)).Should().BeEquivalentTo(new { Verdict = SchemaVerdict.New, Level = CompatibilityLevel.Backward });

    [Test]
    public async Task Check_EarlierVersion_IsRegisteredWhateverCameAfterIt()
    {
        await RegisterAsync(TestSchemas.Base, TestSchemas.WithDefault);

        var report = await CheckAsync(TestSchemas.Base.Replace(",", ", ", StringComparison.Ordinal));

        report.Verdict.Should().Be(SchemaVerdict.Registered);
        SchemaReportText.Describe(report).Should().EndWith("is registered, as version 1.");
    }

    [TestCase("BACKWARD", TestSchemas.WithDefault, SchemaVerdict.Compatible)]
    [TestCase("BACKWARD", TestSchemas.Promoted, SchemaVerdict.Compatible)]
    [TestCase("BACKWARD", TestSchemas.WithoutDefault, SchemaVerdict.Incompatible)]
    [TestCase("FORWARD", TestSchemas.WithoutDefault, SchemaVerdict.Compatible)]
    [TestCase("FORWARD", TestSchemas.Promoted, SchemaVerdict.Incompatible)]
    [TestCase("FULL", TestSchemas.Promoted, SchemaVerdict.Incompatible)]
    [TestCase("NONE", TestSchemas.Changed, SchemaVerdict.Compatible)]
    public async Task Check_AtTheLevelOfTheSubject_SaysWhatRegisteringDoes(string level, string schema, SchemaVerdict verdict)
    {
        await RegisterAsync(TestSchemas.Base);
        await SetLevelAsync($"config/{Subject}", level);

        (await CheckAsync(schema)).Verdict.Should().Be(verdict);

        var register = () => RegisterAsync(schema);
        if (verdict is SchemaVerdict.Compatible)
            await register.Should().NotThrowAsync();
        else
            (await register.Should().ThrowAsync<SchemaRegistryException>()).Which.ErrorCode.Should().Be(SchemaRegistryErrorCodes.IncompatibleSchema);
    }

    [Test]
    public async Task Check_TransitiveLevel_FindsWhatOnlyAnOlderVersionBreaks()
    {
        // Version 2 has given b a default and version 3 takes it away: that is fine after version 2, but not after version 1.
        await RegisterAsync(TestSchemas.Base, TestSchemas.WithDefault);
        (await CheckAsync(TestSchemas.WithoutDefault)).Verdict.Should().Be(SchemaVerdict.Compatible);
        await SetLevelAsync("config", "BACKWARD_TRANSITIVE");

        var report = await CheckAsync(TestSchemas.WithoutDefault);

        report.Verdict.Should().Be(SchemaVerdict.Incompatible);
        report.Comparisons.Select(comparison => comparison.Version).Should().Equal([2, 1], "the latest is always shown, and the one that breaks");
        SchemaReportText.Describe(report).Should().ContainAll("against version 2", "~ b: default \"\" → no default", "against version 1", "+ b: string, no default");
    }

    [Test]
    public async Task Check_LevelGiven_WinsOverTheSubjects()
    {
        await RegisterAsync(TestSchemas.Base);

        (await CheckAsync(TestSchemas.Promoted, CompatibilityLevel.Full)).Verdict.Should().Be(SchemaVerdict.Incompatible);
    }

    [Test]
    public async Task Check_RegistryWithStricterRules_IsBelieved()
    {
        await RegisterAsync(TestSchemas.Base);
        _server.Intercept = async context =>
        {
            var isVerdict = context.Request.Path.StartsWithSegments("/compatibility");
            if (isVerdict)
                await context.Response.WriteAsJsonAsync(new { is_compatible = false });

            return isVerdict;
        };

        var report = await CheckAsync(TestSchemas.WithDefault);

        report.Verdict.Should().Be(SchemaVerdict.Incompatible);
        SchemaReportText.Describe(report).Should().Contain("The registry holds it for incompatible");
    }

    [Test]
    public async Task GetLevel_RegistryThatKnowsNoDefaultToGlobal_TakesTheGlobalOne()
    {
        await SetLevelAsync("config", "FULL");
        _server.Intercept = context =>
        {
            context.Request.QueryString = default;
            return Task.FromResult(false);
        };

        (await _services.Checker.GetLevelAsync(Subject, default)).Should().Be(CompatibilityLevel.Full);
    }

    private Task<SchemaReport> CheckAsync(string schema, CompatibilityLevel? level = null) =>
        _services.Checker.CheckAsync(Subject, Some.File(_folder, "t.avsc", schema), level, default);

    private async Task RegisterAsync(params string[] schemas)
    {
        foreach (var schema in schemas)
            await _services.Client.RegisterSchemaAsync(Subject, new SchemaDefinition(schema));
    }

    private async Task SetLevelAsync(string path, string level)
    {
        using var http = new HttpClient { BaseAddress = new Uri(_server.Url) };
        (await http.PutAsJsonAsync(path, new { compatibility = level })).EnsureSuccessStatusCode();
    }
}
