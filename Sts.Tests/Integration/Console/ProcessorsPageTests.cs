using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sts.Tests.Integration.WebConsole;

public sealed class ProcessorsPageTests : ConsoleTest
{
    [Test]
    public async Task Pause_OfAProcessor_HoldsItsMessagesUntilItIsResumed()
    {
        var user = ConsoleHost.NewUser();
        await OpenAsync("/processors");
        var aggregator = Page.Locator("[data-processor=Aggregator]");
        await aggregator.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(aggregator.Locator("[data-state]")).ToHaveTextAsync("paused");

        await SayAsync(user, "I had tea this morning");
        await WaitFor.ConditionAsync(async () => (await Host.ListAsync($"/api/sessions?user={user}")).Count == 1, ConsoleHost.Deadline, "the session");
        await SayAsync(user, "goodbye");

        await Expect(aggregator.Locator("[data-figure=lag]")).Not.ToHaveTextAsync("0");
        (await Host.ListAsync($"/api/sessions?user={user}")).Single().GetProperty("summary").GetString().Should().BeNull();
        await aggregator.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(aggregator.Locator("[data-state]")).ToHaveTextAsync("running");
        await Expect(aggregator.Locator("[data-figure=lag]")).ToHaveTextAsync("0");
    }

    [Test]
    public async Task Processor_ThatWorks_ShowsItsPartitionsAndChartsWithATextBesideThem()
    {
        await OpenAsync("/processors");
        var persistence = Page.Locator("[data-processor=Persistence]");

        await SayAsync(ConsoleHost.NewUser(), "I had tea this morning");
        await persistence.Locator("summary").ClickAsync();

        await Expect(persistence.GetByRole(AriaRole.Row)).ToHaveCountAsync(5);
        await Expect(persistence.GetByRole(AriaRole.Img, new() { Name = "Time for one, median: now" })).ToBeVisibleAsync();
        await Expect(persistence.Locator("path.line").First).Not.ToHaveAttributeAsync("d", "");
    }
}
