using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sts.Tests.Integration.WebConsole;

public sealed class KeyboardTests : ConsoleTest
{
    [Test]
    public async Task SkipLink_IsFirst_AndLeadsToTheContent()
    {
        await OpenToKeysAsync("/");
        var first = Page.Locator("a, button, input, select, summary").First;
        await Expect(first).ToHaveTextAsync("Skip to the content");

        await first.FocusAsync();
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.Locator("main")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Tab");
        await Expect(Page.GetByLabel("As the user")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Live_WithKeysOnly_SaysSomethingAndShowsItsDetails()
    {
        var user = ConsoleHost.NewUser();
        await OpenToKeysAsync("/");
        await Page.GetByLabel("As the user").FocusAsync();

        await Page.Keyboard.PressAsync("Control+a");
        await Page.Keyboard.TypeAsync(user);
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.TypeAsync("turn off the lights");
        await Page.Keyboard.PressAsync("Enter");

        var details = Page.GetByRole(AriaRole.Button, new() { Name = $"Details of what {user} said" });
        await TabToAsync(details);
        await Page.Keyboard.PressAsync("Space");
        await Expect(details).ToHaveAttributeAsync("aria-expanded", "true");
    }

    [Test]
    public async Task Navigation_WithKeysOnly_OpensAPageAndItsHeadingIsRead()
    {
        await OpenToKeysAsync("/");

        await TabToAsync(Page.GetByRole(AriaRole.Link, new() { Name = "Processors", Exact = true }));
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Processors" })).ToBeFocusedAsync();
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Processors", Exact = true })).ToHaveAttributeAsync("aria-current", "page");
        await TabToAsync(Page.GetByRole(AriaRole.Button, new() { Name = "Pause Intent" }));
        await Page.Keyboard.PressAsync("Enter");
        await TabToAsync(Page.GetByRole(AriaRole.Button, new() { Name = "Resume Intent" }));
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("[data-processor=Intent] [data-state]")).ToHaveTextAsync("running");
    }

    [Test]
    public async Task Theme_ChosenWithKeys_LastsWhenThePageIsLoadedAgain()
    {
        await OpenToKeysAsync("/health");
        var light = await BackgroundAsync();

        await TabToAsync(Page.GetByRole(AriaRole.Radio, new() { Name = "System" }));
        await Page.Keyboard.PressAsync("ArrowRight");
        await Page.Keyboard.PressAsync("ArrowRight");

        var dark = await BackgroundAsync();
        dark.Should().NotBe(light);
        await Page.ReloadAsync();
        (await BackgroundAsync()).Should().Be(dark);
        await Expect(Page.GetByRole(AriaRole.Radio, new() { Name = "Dark" })).ToBeCheckedAsync();
    }

    // A page that opens has its heading read; whatever has the focus before loses it.
    private async Task OpenToKeysAsync(string path)
    {
        await OpenAsync(path);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
    }

    private Task<string> BackgroundAsync() => Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    private async Task TabToAsync(ILocator target)
    {
        const int patience = 60;
        await Expect(target).ToBeVisibleAsync();
        for (var i = 0; i < patience && !await target.EvaluateAsync<bool>("element => element === document.activeElement"); i++)
        {
            await Page.Keyboard.PressAsync("Tab");
        }

        await Expect(target).ToBeFocusedAsync();
    }
}
