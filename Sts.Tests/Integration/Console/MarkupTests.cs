using static Microsoft.Playwright.Assertions;

namespace Sts.Tests.Integration.WebConsole;

/// <summary>Whoever chooses a name or says something can't put anything into a page but text.</summary>
public sealed class MarkupTests : ConsoleTest
{
    private const string Markup = "<img src=x onerror=alert(1)><script>alert(2)</script><b class=smuggled>hello</b>";

    [Test]
    public async Task Pages_OfMarkupThatSomebodySaid_ShowItAsText()
    {
        var user = $"{ConsoleHost.NewUser()}{Markup}";
        Page.Dialog += (_, dialog) => Assert.Fail($"A script of theirs says {dialog.Message}.");
        await OpenAsync("/");
        await SayAsync(user, $"hello there {Markup}");

        await Expect(Page.Locator(".entry .said", new() { HasText = $"hello there {Markup}" }).First).ToBeVisibleAsync();
        await ShouldBeTextAsync();
        await OpenAsync("/sessions");
        await Page.Locator(".row", new() { HasText = user }).ClickAsync();
        await Expect(Page.Locator("h1")).ToContainTextAsync(user);
        await Expect(Page.Locator(".turn", new() { HasText = $"hello there {Markup}" })).ToBeVisibleAsync();
        await ShouldBeTextAsync();
    }

    private async Task ShouldBeTextAsync() => await Expect(Page.Locator("img, .smuggled, body script:not([src])")).ToHaveCountAsync(0);
}
