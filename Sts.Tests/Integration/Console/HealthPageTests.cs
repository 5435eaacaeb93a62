using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sts.Tests.Integration.WebConsole;

public sealed class HealthPageTests : ConsoleTest
{
    [Test]
    public async Task Page_OfAHostThatIsWell_ShowsThatEachPartAnswers()
    {
        var info = await Host.GetAsync("/api/info");
        await OpenAsync("/health");

        await Expect(Page.Locator(".verdict")).ToHaveTextAsync("Everything answers, and every processor has its partitions.");
        foreach (var (part, where) in new[] { ("Broker", "bootstrapServers"), ("Schema registry", "schemaRegistryUrl"), ("Database", "database") })
        {
            var card = Page.Locator($"[data-part='{part}']");
            await Expect(card).ToContainTextAsync(info.GetProperty(where).GetString()!);
            await Expect(card.Locator(".chip")).ToContainTextAsync("answers in");
        }
    }

    [Test]
    public async Task Checks_WhenThePageOpensAndWhenAskedFor_TellHowEachPartIs()
    {
        await OpenAsync("/health");

        foreach (var check in new[] { "broker", "topics", "registry", "database", "clock", "model", "speech", "audio", "hearing", "disk", "plugins" })
        {
            await Expect(Page.Locator($"[data-check={check}]")).Not.ToHaveAttributeAsync("data-level", "fault");
        }

        await Expect(Page.Locator("[data-check=broker]")).ToContainTextAsync("built-in, 1 broker(s) at 127.0.0.1:");
        await Expect(Page.Locator("[data-check=topics]")).ToContainTextAsync("topic(s) with 4 partition(s) each");
        await Page.EvaluateAsync("document.querySelector('[data-check=disk]').dataset.seen = true");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Check again" }).ClickAsync();
        await Expect(Page.Locator(".checkup[aria-busy=false]")).ToBeVisibleAsync();
        await Expect(Page.Locator("[data-check=disk]")).ToContainTextAsync("GiB free");
    }
}
