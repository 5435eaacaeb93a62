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
}
