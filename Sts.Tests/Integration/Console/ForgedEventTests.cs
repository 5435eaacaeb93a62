using Bunit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Sts.Core.Diagnostics;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Storage;
using Sts.Host.Hosting;
using Sts.Host.Security;
using Sts.Host.WebConsole;
using Sts.Host.WebConsole.Live;
using Sts.Host.WebConsole.Processors;
using Sts.Host.WebConsole.Sessions;

namespace Sts.Tests.Integration.WebConsole;

/// <summary>
/// Pages with the services of a host, which never starts. A reader who speaks the pages' protocol may send the event of a button that the reader is not
/// shown; here, the button is shown to somebody who may operate, and is clicked when the caller is one who may not.
/// </summary>
public sealed class ForgedEventTests
{
    private TemporaryFolder _folder = null!;
    private WebApplication _host = null!;
    private BunitContext _browser = null!;
    private Reader _caller = null!;

    [OneTimeSetUp]
    public void BuildHost()
    {
        _folder = new TemporaryFolder();
        _host = StsApplication.Build([$"--Data:Directory={_folder.Path}", "--Speech:Provider=None", "--Hearing:Provider=None", "--Serilog:MinimumLevel:Default=Fatal"]);
    }

    [OneTimeTearDown]
    public async Task EndHost()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [SetUp]
    public void Begin()
    {
        _caller = new Reader();
        _browser = new BunitContext();
        _browser.Services.AddFallbackServiceProvider(_host.Services);
        _browser.Services.AddSingleton(new ConsoleAccess(_caller, _host.Services.GetRequiredService<IAuthorizationService>()));
        _browser.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [TearDown]
    public async Task End() => await _browser.DisposeAsync();

    [Test]
    public void Pause_FromAReader_PausesNothing()
    {
        var status = _host.Services.GetRequiredService<ProcessorMonitor>().Find("Intent")!;
        var page = _browser.Render<ProcessorsPage>();
        var pause = page.Find("[data-processor=Intent] .processor-head button");

        _caller.Role = AccessRole.Read;
        pause.Click();
        status.IsPaused.Should().BeFalse();
        page.Find("[role=alert]").TextContent.Should().Be(ConsoleAccess.Refused);

        _caller.Role = AccessRole.Operate;
        pause.Click();
        status.IsPaused.Should().BeTrue("it is the button that pauses");
    }

    [Test]
    public void Say_FromAReader_IsNotPublished()
    {
        var said = new List<string>();
        var box = _browser.Render<SayBox>(parameters => parameters.Add(one => one.Said, said.Add));
        box.Find("#say-text").Change("turn off the lights");

        _caller.Role = AccessRole.Read;
        box.Find("form").Submit();

        said.Should().BeEmpty();
        box.Find("[role=alert]").TextContent.Should().Be(ConsoleAccess.Refused);
    }

    [Test]
    public async Task Close_FromAReader_AsksForNothing()
    {
        await _host.Services.GetRequiredService<IDatabaseInitializer>().InitializeAsync(default);
        var now = TimeProvider.System.GetUtcNow();
        var sessions = _host.Services.GetRequiredService<ISessionStore>();
        await sessions.OpenAsync("alice", now, now, default);
        var id = (await sessions.TouchAsync("alice", now, default))!.Value;
        var page = _browser.Render<SessionPage>(parameters => parameters.Add(one => one.Id, id));
        page.WaitForElement(".head button").Click();
        var close = page.WaitForElement(".confirm button");

        _caller.Role = AccessRole.Read;
        close.Click();

        page.WaitForElement("[role=alert]").TextContent.Should().Be(ConsoleAccess.Refused);
        _host.Services.GetRequiredService<IPipelineEvents>().WatchWithRecent(default).Recent.Should().BeEmpty();
    }

    [Test]
    public void Pages_ForAReader_HaveNoButtonThatOperates()
    {
        _caller.Role = AccessRole.Read;

        _browser.Render<ProcessorsPage>().FindAll(".processor-head button").Should().BeEmpty();
        _browser.Render<LivePage>().FindAll("form").Should().BeEmpty();
    }

    private sealed class Reader : AuthenticationStateProvider
    {
        public AccessRole Role { get; set; } = AccessRole.Operate;

        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(Caller.Of(AccessSchemes.Key, "somebody", Role)));
    }
}
