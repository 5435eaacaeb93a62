using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sts.Tests.Integration.WebConsole;

public sealed partial class LivePageTests : ConsoleTest
{
    [Test]
    public async Task Box_WithWords_ShowsTheDecisionItsStageEachHopAndItsTime()
    {
        var user = ConsoleHost.NewUser();
        await OpenAsync("/");

        await Page.GetByLabel("As the user").FillAsync(user);
        await Page.GetByLabel("What is said").FillAsync("turn off the lights");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Say it" }).ClickAsync();

        var entry = Entry(user);
        await Expect(entry.Locator(".said")).ToHaveTextAsync("turn off the lights");
        await Expect(entry.Locator(".chip")).ToHaveTextAsync("action");
        await Expect(entry.Locator(".stage")).ToContainTextAsync("grammar: ");
        await Expect(entry.Locator(".hops")).ToContainTextAsync(DecidedAfterSoLong());
        await Expect(entry.Locator(".hops")).ToContainTextAsync("stored");
        await Expect(entry.Locator(".hops")).ToContainTextAsync("session opened");
        await Expect(Page.Locator(".answer")).ToContainTextAsync("Answer: ");
        await Expect(Page.GetByLabel("What is said")).ToHaveValueAsync("");

        await entry.GetByRole(AriaRole.Button, new() { Name = "Details" }).ClickAsync();
        await Expect(entry.GetByRole(AriaRole.Row, new() { Name = "decided RealTime" })).ToBeVisibleAsync();
        await Expect(entry.Locator("code")).ToHaveTextAsync((await entry.GetAttributeAsync("data-trace"))!);
    }

    [Test]
    public async Task Page_OpenedAfterSomethingWasSaid_BeginsWithItAndWhatCameOfIt()
    {
        var user = ConsoleHost.NewUser();
        await SayAsync(user, "turn off the lights");
        await SayAsync(user, "I had tea this morning");
        await WaitFor.ConditionAsync(
            async () => await Host.ListAsync($"/api/actions?user={user}") is [var action] && action.GetProperty("speechOutcome").GetString() is not null,
            ConsoleHost.Deadline, "the answer to be spoken, interrupted, or not spoken");

        await OpenAsync("/");
        await SayAsync(user, "and some toast");

        await Expect(Entry(user).Locator(".said")).ToHaveTextAsync(["and some toast", "I had tea this morning", "turn off the lights"]);
        await Expect(Entry(user).Locator("header .chip")).ToHaveTextAsync(["no action", "no action", "action"]);
        await Expect(Entry(user).Last.Locator(".stage")).ToContainTextAsync("grammar: ");
        await Expect(Entry(user).Last.Locator(".hops")).ToContainTextAsync(SpokenOrInterruptedOrNot());

        (await Host.Http.DeleteAsync($"/api/users/{user}")).EnsureSuccessStatusCode();
        await OpenAsync("/");
        await Expect(Page.GetByText("Watching this host")).ToBeVisibleAsync();
        await Expect(Entry(user)).ToHaveCountAsync(0);
    }

    [Test]
    public async Task List_WithHostileWords_ShowsThemAsText()
    {
        const string hostile = "<img src=x onerror=alert(1)><b>bold</b> & \"quoted\"";
        var user = $"<i>{ConsoleHost.NewUser()}</i>";
        await OpenAsync("/");

        await SayAsync(user, hostile);

        var entry = Entry(user);
        await Expect(entry.Locator(".said")).ToHaveTextAsync(hostile);
        await Expect(entry.Locator("img, b b, i")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Filter_ByUser_ShowsNobodyElse()
    {
        var (user, other) = (ConsoleHost.NewUser(), ConsoleHost.NewUser());
        await OpenAsync("/");
        await SayAsync(user, "I had tea this morning");
        await SayAsync(other, "I had coffee this morning");
        await Expect(Entry(other)).ToBeVisibleAsync();

        await Page.GetByLabel("Only of the user").FillAsync(user);

        await Expect(Entry(other)).ToHaveCountAsync(0);
        await Expect(Entry(user)).ToBeVisibleAsync();
    }

    [Test]
    public async Task Pause_WhileMoreIsSaid_KeepsTheListUntilItGoesOn()
    {
        var user = ConsoleHost.NewUser();
        await OpenAsync("/");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();

        await SayAsync(user, "I had tea this morning");

        var goOn = Page.GetByRole(AriaRole.Button, new() { NameRegex = NewOnes() });
        await Expect(goOn).ToBeVisibleAsync();
        await Expect(Entry(user)).ToHaveCountAsync(0);
        await goOn.ClickAsync();
        await Expect(Entry(user)).ToBeVisibleAsync();
    }

    [Test]
    public async Task Answer_WithTheWebAsOutput_PlaysInTheBrowser()
    {
        TestEnvironment.RequireEspeak();
        var user = ConsoleHost.NewUser();
        await OpenAsync("/");
        await Page.GetByLabel("Only of the user").FillAsync(user);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Play answers here" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Answers play here" })).ToBeVisibleAsync();
        var sound = Page.WaitForResponseAsync(response => response.Url.EndsWith("/audio", StringComparison.Ordinal));

        await SayAsync(user, "turn off the lights");

        (await sound).Status.Should().BeOneOf(200, 206);
        await Expect(Entry(user).Locator(".hops")).ToContainTextAsync("answer begins");
        await Expect(Entry(user).GetByRole(AriaRole.Button, new() { Name = "Play the answer" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task Box_WithNulCharacter_IsRefusedWithTheReason()
    {
        await OpenAsync("/");
        await Page.GetByLabel("As the user").FillAsync(" ");
        await Page.GetByLabel("What is said").FillAsync("hello");

        await Page.GetByLabel("What is said").PressAsync("Enter");

        await Expect(Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "'user' must say who spoke" })).ToBeVisibleAsync();
    }

    private ILocator Entry(string user) => Page.Locator(".entry").Filter(new() { Has = Page.Locator(".who", new() { HasTextString = user }) });

    [GeneratedRegex(@"decided (<1|\d+(\.\d)?) (ms|s)")]
    private static partial Regex DecidedAfterSoLong();

    [GeneratedRegex("spoken|interrupted")]
    private static partial Regex SpokenOrInterruptedOrNot();

    [GeneratedRegex(@"Go on \([1-9]\d* new\)")]
    private static partial Regex NewOnes();
}
