using Microsoft.Playwright;
using Sts.Tests.Integration.Security;
using static Microsoft.Playwright.Assertions;

namespace Sts.Tests.Integration.WebConsole;

[Category("Integration")]
public sealed class RoleTests
{
    [Test]
    public async Task Pages_ForSomebodyWhoMayOnlyLook_ShowNothingThatChangesAnything()
    {
        await using var guarded = await GuardedHost.StartAsync();
        var browser = await ConsoleHost.RequireBrowserAsync();
        await using var window = await browser.OpenAsync(guarded.Host.Http.BaseAddress!);
        var page = await window.NewPageAsync();

        await page.GotoAsync("/processors");
        await page.Locator("input[name=key]").FillAsync(GuardedHost.ReadKey);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-ready]")).ToBeAttachedAsync();
        await Expect(page.Locator("[data-processor=Intent] [data-state]")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Live" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What happens" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Say it" })).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync("/processors");
        await page.Locator("input[name=key]").FillAsync(GuardedHost.OperateKey);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause Intent" })).ToBeVisibleAsync();
    }
}
