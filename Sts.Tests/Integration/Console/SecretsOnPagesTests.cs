using System.Text.Json;
using Microsoft.Playwright;
using Sts.Tests.Integration.Security;
using static Microsoft.Playwright.Assertions;

namespace Sts.Tests.Integration.WebConsole;

/// <summary>The pages of a host for which everything fails tell what is wrong, in the words of <c>doctor</c>, and no secret.</summary>
[Category("Integration")]
public sealed class SecretsOnPagesTests
{
    // With what each shows once it has found out how things are.
    private static readonly Dictionary<string, string> Pages = new()
    {
        ["/"] = "[data-watching]",
        ["/sessions"] = ".notice.is-bad",
        ["/sessions/1"] = ".notice.is-bad",
        ["/processors"] = "[data-processor]",
        ["/dead-letters"] = "[data-ready]",
        ["/health"] = "[data-check=plugins]",
        ["/nonsense"] = "[data-ready]",
    };

    [Test]
    public async Task Pages_OfAHostWhoseServicesAreAllAway_TellWhatDoctorTellsAndNoSecret()
    {
        var browser = await ConsoleHost.RequireBrowserAsync();
        await using var failing = await FailingHost.StartAsync();
        await using var window = await browser.OpenAsync(failing.Host.Http.BaseAddress!);
        await SignInAsync(window);

        var doctor = failing.RunAsync("doctor", "--json");
        var pages = (await Task.WhenAll(Pages.Select(page => ReadAsync(window, page.Key, page.Value)))).ToDictionary(page => page.Path);

        var found = JsonDocument.Parse((await doctor).Output).RootElement.EnumerateArray().ToArray();
        foreach (var fault in found.Where(one => one.GetProperty("level").GetString() == "fault" && one.GetProperty("check").GetString() is not "settings" and not "ports"))
        {
            pages["/health"].Text.Should().Contain(fault.GetProperty("finding").GetString()).And.Contain(fault.GetProperty("advice").GetString());
        }

        found.Where(one => one.GetProperty("level").GetString() == "fault").Select(one => one.GetProperty("check").GetString())
            .Should().Contain(["database", "registry", "model", "speech", "broker", "topics"]);
        (await doctor).Output.Should().NotContain(FailingHost.Mark);
        pages.Values.Should().NotContain(page => page.Html.Contains(FailingHost.Mark));
    }

    private static async Task SignInAsync(IBrowserContext window)
    {
        var page = await window.NewPageAsync();
        await page.GotoAsync("/processors");
        await page.Locator("input[name=key]").FillAsync(FailingHost.Key);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-ready]")).ToBeAttachedAsync();
    }

    private static async Task<(string Path, string Html, string Text)> ReadAsync(IBrowserContext window, string path, string settled)
    {
        var page = await window.NewPageAsync();
        await page.GotoAsync(path);
        await Expect(page.Locator(settled).First).ToBeAttachedAsync();
        return (path, await page.ContentAsync(), await page.Locator("main").TextContentAsync() ?? "");
    }
}
