using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sts.Tests.Integration.WebConsole;

public sealed class SessionPagesTests : ConsoleTest
{
    [Test]
    public async Task Session_ClosedByHand_EndsAndGetsASummaryAndAnotherOneWhenAsked()
    {
        var user = ConsoleHost.NewUser();
        await SayAsync(user, "turn off the lights");
        await WaitFor.ConditionAsync(async () => (await Host.ListAsync($"/api/actions?user={user}")).Count == 1, ConsoleHost.Deadline, "the action");
        await WaitFor.ConditionAsync(async () => (await Host.ListAsync($"/api/sessions?user={user}")).Count == 1, ConsoleHost.Deadline, "the session");
        await OpenAsync("/sessions");

        await Page.GetByRole(AriaRole.Link, new() { Name = user }).ClickAsync();
        await Expect(Page.Locator(".turn")).ToHaveCountAsync(2);
        await Expect(Page.Locator(".turn").First).ToContainTextAsync("turn off the lights");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Close now" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Close it" }).ClickAsync();

        await Expect(Page.Locator("main .title .chip")).ToHaveTextAsync("ended");
        await Expect(Page.Locator(".facts")).ToContainTextAsync("It was closed by hand.");
        await Expect(Page.GetByText("Written")).ToBeVisibleAsync();
        var written = await Page.Locator(".summary + p local-time").GetAttributeAsync("at");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Summarise again" }).ClickAsync();
        await Expect(Page.Locator(".summary + p local-time")).Not.ToHaveAttributeAsync("at", written!);
    }

    [Test]
    public async Task Search_ForWords_FindsTheSessionInWhichTheyWereSaid()
    {
        var (user, word) = (ConsoleHost.NewUser(), $"word{Guid.NewGuid():N}");
        await SayAsync(user, $"I had {word} this morning");
        await WaitFor.ConditionAsync(async () => (await Host.ListAsync($"/api/sessions?user={user}&search={word}")).Count == 1, ConsoleHost.Deadline, "the session");
        await OpenAsync("/sessions");

        await Page.GetByLabel("Search users").FillAsync(word.ToUpperInvariant());
        await Page.GetByLabel("Search users").PressAsync("Enter");

        await Expect(Page.Locator(".row")).ToHaveCountAsync(1);
        await Expect(Page.Locator(".row")).ToContainTextAsync(user);
        await Page.GetByLabel("Which sessions").SelectOptionAsync("ended");
        await Expect(Page.GetByText("No session is like that.")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Session_ThatIsNotThere_IsSaidNotToBe()
    {
        await OpenAsync("/sessions/2000000000");

        await Expect(Page.GetByText("There is no session 2000000000.")).ToBeVisibleAsync();
    }
}
