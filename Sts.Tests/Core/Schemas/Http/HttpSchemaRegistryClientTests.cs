using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Http;
using Sts.Core.Schemas.Registry;
using Sts.Tests.Core.Schemas.Registry;
using Sts.Tests.Core.Storage;

namespace Sts.Tests.Core.Schemas.Http;

public class HttpSchemaRegistryClientTests
{
    private static readonly SchemaDefinition Schema = new(TestSchemas.Base);

    private RegistryServer _server = null!;

    [SetUp]
    public async Task StartAsync() => _server = await RegistryServer.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task GetSchema_AskedByManyAtOnce_AsksTheRegistryOnce()
    {
        using var client = Client(_server.Url);
        var id = await client.RegisterSchemaAsync("s", Schema, false, default);
        var gate = new TaskCompletionSource();
        _server.Intercept = async _ =>
        {
            await gate.Task;
            return false;
        };

        var before = _server.Requests;
        var asking = Enumerable.Range(0, 100).Select(_ => Task.Run(() => client.GetSchemaAsync(id, default))).ToArray();
        await Eventually.Become(() => _server.Requests > before);
        gate.SetResult();
        await Task.WhenAll(asking);
        await client.GetSchemaAsync(id, default);

        (_server.Requests - before).Should().Be(1);
    }

    [Test]
    public async Task RegisterSchema_AskedByManyAtOnce_AsksTheRegistryOncePerSubject()
    {
        using var client = Client(_server.Url);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => client.RegisterSchemaAsync(i % 2 == 0 ? "s" : "t", Schema, false, default))));

        _server.Requests.Should().Be(2);
    }

    [Test]
    public async Task GetSchema_AfterAFailure_AsksAgain()
    {
        using var client = Client(_server.Url);
        await RefusedAsync(() => client.GetSchemaAsync(1, default), 40403, isTransient: false);
        await client.RegisterSchemaAsync("s", Schema, false, default);

        (await client.GetSchemaAsync(1, default)).Should().Be(Schema);
    }

    [Test]
    public async Task GetSchema_CallerGivesUp_OthersStillGetIt()
    {
        using var client = Client(_server.Url);
        var id = await client.RegisterSchemaAsync("s", Schema, false, default);
        var gate = new TaskCompletionSource();
        _server.Intercept = async _ =>
        {
            await gate.Task;
            return false;
        };
        using var giveUp = new CancellationTokenSource();
        var impatient = client.GetSchemaAsync(id, giveUp.Token);
        var patient = client.GetSchemaAsync(id, default);

        await giveUp.CancelAsync();

        await impatient.Awaiting(t => t).Should().ThrowAsync<OperationCanceledException>();
        gate.SetResult();
        (await patient).Should().Be(Schema);
    }

    [Test]
    public async Task Request_FirstAddressIsDead_GoesToTheNext()
    {
        using var client = Client($"{DeadUrl()}, {_server.Url}/");

        (await client.GetAllSubjectsAsync(default)).Should().BeEmpty();

        _server.Requests.Should().Be(1);
    }

    [Test]
    public async Task Request_FirstAddressFails_GoesToTheNextAndStaysThere()
    {
        await using var broken = await RegistryServer.StartAsync();
        broken.Intercept = context => Answer(context, 503, "try later");
        using var client = Client($"{broken.Url},{_server.Url}");

        await client.GetAllSubjectsAsync(default);
        await client.GetAllSubjectsAsync(default);

        (broken.Requests, _server.Requests).Should().Be((1, 2));
    }

    [Test]
    public async Task Request_FirstAddressRefuses_IsAnAnswer()
    {
        await using var first = await RegistryServer.StartAsync();
        using var client = Client($"{first.Url},{_server.Url}");

        await RefusedAsync(() => client.GetSchemaAsync(7, default), 40403, isTransient: false);

        _server.Requests.Should().Be(0);
    }

    [Test]
    public async Task Request_NoAddressAnswers_IsTransientAndNamesTheAddress()
    {
        var dead = DeadUrl();
        using var client = Client(dead);

        (await RefusedAsync(() => client.GetSchemaAsync(1, default), 0, isTransient: true)).Message.Should().Contain(dead);
    }

    [TestCase(500, """{"error_code":50001,"message":"store"}""", 50001, true)]
    [TestCase(503, "<html>", 503, true)]
    [TestCase(429, "", 429, true)]
    [TestCase(401, """{"error_code":401,"message":"who are you"}""", 401, true)]
    [TestCase(404, "no such page", 404, true)]
    [TestCase(404, """{"error_code":40403,"message":"Schema not found"}""", 40403, false)]
    [TestCase(409, """{"error_code":409,"message":"incompatible"}""", 409, false)]
    [TestCase(422, """{"error_code":42201,"message":"bad schema"}""", 42201, false)]
    [TestCase(200, "<html>", 0, true)]
    [TestCase(200, "[]", 0, true)]
    [TestCase(200, """{"schema":7}""", 0, true)]
    public async Task Request_Answered_CarriesCodeAndWhetherToTryAgain(int status, string body, int code, bool isTransient)
    {
        _server.Intercept = context => Answer(context, status, body);
        using var client = Client(_server.Url);

        await RefusedAsync(() => client.GetSchemaAsync(1, default), code, isTransient);
    }

    [Test]
    public async Task Request_NoAnswerInTime_IsTransient()
    {
        var stop = new TaskCompletionSource();
        _server.Intercept = async _ =>
        {
            await stop.Task;
            return true;
        };
        using var client = Client(_server.Url, o => o.RequestTimeoutMs = 100);

        await RefusedAsync(() => client.GetSchemaAsync(1, default), 0, isTransient: true);
        stop.SetResult();
    }

    [Test]
    public async Task Request_WithCredentials_SendsThemAndNeverTellsThem()
    {
        string? authorization = null;
        string? contentType = null;
        _server.Intercept = context =>
        {
            authorization = context.Request.Headers.Authorization;
            contentType = context.Request.ContentType;
            return Answer(context, 401, "no");
        };
        using var basic = Client(_server.Url, o => o.BasicAuthUserInfo = "user:secret");
        using var bearer = Client(_server.Url, o => o.BearerToken = "topsecret");

        var refusal = await RefusedAsync(() => basic.RegisterSchemaAsync("s", Schema, false, default), 401, isTransient: true);
        authorization.Should().Be("Basic " + Convert.ToBase64String("user:secret"u8));
        contentType.Should().Be("application/vnd.schemaregistry.v1+json");
        refusal.ToString().Should().NotContain("secret");

        refusal = await RefusedAsync(() => bearer.GetSchemaAsync(1, default), 401, isTransient: true);
        authorization.Should().Be("Bearer topsecret");
        refusal.ToString().Should().NotContain("secret");
    }

    [Test]
    public async Task Request_WhileTheRegistryIsDown_IsNotSentUntilItIsTimeToTryAgainAndItIsSaidOnce()
    {
        var time = new FakeTimeProvider();
        _server.Intercept = context => Answer(context, 503, "down");
        using var logs = new CollectingLoggerProvider();
        using var client = Client(_server.Url, time: time, logs: logs);

        await Task.WhenAll(Enumerable.Range(1, 100).Select(id => Task.Run(() => FailsAsync(() => client.GetSchemaAsync(id)))));
        var storm = _server.Requests;
        for (var id = 101; id <= 200; id++)
            await FailsAsync(() => client.GetSchemaAsync(id));
        await FailsAsync(() => client.GetAllSubjectsAsync());
        _server.Requests.Should().Be(storm, "all of them get the same failure at once");

        for (var tries = 1; tries <= 5; tries++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await FailsAsync(() => client.GetSchemaAsync(201));
            await FailsAsync(() => client.GetSchemaAsync(202));
            _server.Requests.Should().Be(storm + tries);
        }

        _server.Intercept = _ => Task.FromResult(false);
        time.Advance(TimeSpan.FromSeconds(10));
        (await client.GetAllSubjectsAsync()).Should().BeEmpty();
        await RefusedAsync(() => client.GetSchemaAsync(203), 40403, isTransient: false);
        logs.Entries.Select(entry => entry.Level).Should().Equal(LogLevel.Warning, LogLevel.Information);
    }

    [Test]
    public async Task Request_QuestionThatMakesTheRegistryFail_DoesNotKeepOthersFromBeingAsked()
    {
        _server.Intercept = context => context.Request.Path == "/schemas/ids/1" ? Answer(context, 500, "") : Task.FromResult(false);
        using var client = Client(_server.Url, time: new FakeTimeProvider());

        for (var i = 0; i < 10; i++)
            await RefusedAsync(() => client.GetSchemaAsync(1), 500, isTransient: true);

        _server.Requests.Should().Be(1);
        (await client.GetAllSubjectsAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task Request_CallerGivesUpTrying_LetsTheNextOneTry()
    {
        var time = new FakeTimeProvider();
        _server.Intercept = context => Answer(context, 503, "down");
        using var client = Client(_server.Url, time: time);
        await FailsAsync(() => client.GetAllSubjectsAsync());
        time.Advance(TimeSpan.FromSeconds(10));
        _server.Intercept = async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        using var giveUp = new CancellationTokenSource();
        var trying = client.GetAllSubjectsAsync(giveUp.Token);
        await Eventually.Become(() => _server.Requests == 2);
        await giveUp.CancelAsync();
        await trying.Awaiting(t => t).Should().ThrowAsync<OperationCanceledException>();

        _server.Intercept = _ => Task.FromResult(false);
        (await client.GetAllSubjectsAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task GetLatestSchema_WithinItsTime_IsKeptAndThenAskedForAnew()
    {
        var time = new FakeTimeProvider();
        using var client = Client(_server.Url, o => o.LatestCacheTtlSecs = 60, time);
        using var other = Client(_server.Url);
        await client.RegisterSchemaAsync("s", Schema);
        (await client.GetLatestSchemaAsync("s")).Version.Should().Be(1);

        await other.RegisterSchemaAsync("s", new SchemaDefinition(TestSchemas.WithDefault));
        (await client.GetLatestSchemaAsync("s")).Version.Should().Be(1);
        time.Advance(TimeSpan.FromSeconds(60));
        (await client.GetLatestSchemaAsync("s")).Version.Should().Be(2);
        await other.DeleteSchemaVersionAsync("s", 2);
        client.ClearLatestCaches();
        (await client.GetLatestSchemaAsync("s")).Version.Should().Be(1);
        await client.RegisterSchemaAsync("s", new SchemaDefinition(TestSchemas.WithDefault));
        (await client.GetLatestSchemaAsync("s")).Version.Should().Be(3, "it has registered that one itself");
    }

    [Test]
    public async Task GetSchema_MoreThanMaxCachedSchemas_AsksAgainForTheLeastRecentlyUsed()
    {
        using var client = Client(_server.Url, o => o.MaxCachedSchemas = 2);
        using var other = Client(_server.Url);
        foreach (var type in new[] { "int", "long", "string" })
            await other.RegisterSchemaAsync(type, new SchemaDefinition($"\"{type}\""));
        foreach (var id in new[] { 1, 2, 3 })
            await client.GetSchemaAsync(id);

        var before = _server.Requests;
        await client.GetSchemaAsync(3);
        _server.Requests.Should().Be(before);
        await client.GetSchemaAsync(1);
        _server.Requests.Should().Be(before + 1);
    }

    [Test]
    public async Task References_RegisteredAndRead_AreResolvedByTheClientToo()
    {
        using var client = Client(_server.Url);
        SchemaReference reference = new("t.M", "base", 1);
        SchemaDefinition list = new("""{"type":"array","items":"t.M"}""", [reference]);
        await client.RegisterSchemaAsync("base", Schema);

        var id = await client.RegisterSchemaAsync("list", list);

        (await client.GetSchemaAsync(id)).Should().Be(list);
        (await client.GetSchemaBySubjectAndIdAsync("list", id)).Should().Be(list);
        (await client.LookupSchemaAsync("list", list)).Should().Be(new SubjectSchema("list", 1, id, list.SchemaString, [reference]));
        (await client.ResolveReferencesAsync(list)).Should().Be("""{"type":"array","items":{"name":"t.M","type":"record","fields":[{"name":"a","type":"int"}]}}""");
    }

    [Test]
    public async Task Compatibility_SetAskedForAndTried_GivesLevelsAndReasons()
    {
        using var client = Client(_server.Url);
        await client.RegisterSchemaAsync("s", Schema);
        (await client.GetCompatibilityAsync()).Should().Be(CompatibilityLevel.Backward);
        (await client.TestCompatibilityAsync("s", new SchemaDefinition(TestSchemas.Changed))).Should().ContainSingle().Which.Should().Contain("t.M.a");

        (await client.UpdateCompatibilityAsync(CompatibilityLevel.None, "s")).Should().Be(CompatibilityLevel.None);

        (await client.TestCompatibilityAsync("s", new SchemaDefinition(TestSchemas.Changed))).Should().BeEmpty();
        (await client.GetCompatibilityAsync("s")).Should().Be(CompatibilityLevel.None);
        (await client.GetCompatibilityAsync("other")).Should().Be(CompatibilityLevel.Backward);
    }

    [Test]
    public async Task Delete_SubjectAndVersion_ForgetsWhatWasKeptOfThem()
    {
        using var client = Client(_server.Url);
        await client.RegisterSchemaAsync("s", Schema);
        (await client.DeleteSchemaVersionAsync("s", 1)).Should().Be(1);
        (await client.GetRegisteredSchemaAsync("s", 1, ignoreDeletedSchemas: false)).Version.Should().Be(1);
        (await client.LookupSchemaAsync("s", Schema, ignoreDeletedSchemas: false)).Version.Should().Be(1);

        await client.RegisterSchemaAsync("s", Schema);

        (await client.GetSubjectVersionsAsync("s")).Should().Equal(2);
        (await client.DeleteSubjectAsync("s")).Should().Equal(2);
        (await client.DeleteSubjectAsync("s", permanent: true)).Should().Equal(1, 2);
        await RefusedAsync(() => client.GetLatestSchemaAsync("s"), 40401, isTransient: false);
    }

    private static HttpSchemaRegistryClient Client(string url, Action<SchemaRegistryOptions>? configure = null, TimeProvider? time = null, ILoggerProvider? logs = null)
    {
        var options = new SchemaRegistryOptions { Url = url };
        configure?.Invoke(options);
        return new HttpSchemaRegistryClient(Options.Create(options), new LoggerFactory(logs is null ? [] : [logs]).CreateLogger<HttpSchemaRegistryClient>(), time);
    }

    private static async Task FailsAsync(Func<Task> request) => await request.Should().ThrowAsync<SchemaRegistryException>();

    private static async Task<bool> Answer(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body);
        return true;
    }

    private static string DeadUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    private static async Task<SchemaRegistryException> RefusedAsync(Func<Task> request, int code, bool isTransient)
    {
        var refusal = (await request.Should().ThrowAsync<SchemaRegistryException>()).Which;
        (refusal.ErrorCode, refusal.IsTransient).Should().Be((code, isTransient), refusal.Message);
        return refusal;
    }
}
