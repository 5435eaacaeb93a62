using Microsoft.Playwright;
using Sts.Tests.Integration.Hosts;
using static Microsoft.Playwright.Assertions;

namespace Sts.Tests.Integration.WebConsole;

/// <summary>What becomes of pages while their host is away. The browser reports the failed connections, so nobody looks whether it reports anything.</summary>
[Category("Integration")]
public sealed class ReconnectTests
{
    private TcpRelay _relay = null!;
    private IBrowserContext _window = null!;

    [SetUp]
    public async Task Begin()
    {
        var browser = await ConsoleHost.RequireBrowserAsync();
        _relay = new TcpRelay();
        _relay.LeadTo(ConsoleHost.Host.Http.BaseAddress!);
        _window = await browser.OpenAsync(_relay.Address);
    }

    [TearDown]
    public async Task End()
    {
        await _window.DisposeAsync();
        _relay.Dispose();
    }

    [Test]
    public async Task Page_WhoseConnectionIsCut_SaysSoAndGoesOnAsItWas()
    {
        var page = await OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Go on" })).ToBeVisibleAsync();

        _relay.Cut();
        await Expect(NoticeOf(page)).ToHaveTextAsync("The host does not answer. What you see may be out of date; trying again…", new() { UseInnerText = true });
        _relay.LeadTo(ConsoleHost.Host.Http.BaseAddress!);

        await Expect(NoticeOf(page)).ToHaveTextAsync("", new() { UseInnerText = true });
        (await IsSameAsBeforeAsync(page)).Should().BeTrue();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task Page_WhoseHostHasStartedAnew_LoadsItselfAgainUnlessSomebodyIsWriting()
    {
        var (reading, writing) = (await OpenAsync(), await OpenAsync());
        await writing.GetByLabel("What is said").FillAsync("not yet said");

        _relay.Cut();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.ListenAsync(folder.Path, ["--Speech:Provider=None"]);
        await Expect(NoticeOf(reading)).ToContainTextAsync("trying again", new() { UseInnerText = true });
        _relay.LeadTo(host.Http.BaseAddress!);

        await WaitFor.ConditionAsync(async () => !await IsSameAsBeforeAsync(reading), ConsoleHost.Deadline, "the page to load itself again");
        await Expect(reading.Locator("[data-ready]")).ToBeAttachedAsync();
        await Expect(NoticeOf(writing)).ToContainTextAsync("The host has started anew", new() { UseInnerText = true });
        await Expect(writing.GetByLabel("What is said")).ToHaveValueAsync("not yet said");
        await NoticeOf(writing).GetByRole(AriaRole.Button, new() { Name = "Load the page again" }).ClickAsync();
        await Expect(writing.Locator("[data-ready]")).ToBeAttachedAsync();
        await Expect(writing.GetByLabel("What is said")).ToHaveValueAsync("");
        host.Output.Should().NotContain(" ERR ", "it is in order that a page of the host before is still open");
    }

    private static ILocator NoticeOf(IPage page) => page.GetByRole(AriaRole.Alert).And(page.Locator("[aria-live=assertive]"));

    private static async Task<bool> IsSameAsBeforeAsync(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<bool>("window.isSame === true");
        }
        catch (PlaywrightException)
        {
            // It is being loaded.
            return true;
        }
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await _window.NewPageAsync();
        await page.GotoAsync("/");
        await Expect(page.Locator("[data-ready]")).ToBeAttachedAsync();
        await page.EvaluateAsync("() => { window.isSame = true; }");
        return page;
    }
}
