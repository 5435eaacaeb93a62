using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sts.Tests.Integration.WebConsole;

public sealed class NotFoundPageTests : ConsoleTest
{
    [Test]
    public async Task Address_OfNothing_IsAPageThatSaysSoAndLeadsBack()
    {
        Expected = "404";

        var answer = await Page.GotoAsync("/nonsense?of=somebody");

        answer!.Status.Should().Be(404);
        await Expect(Page.Locator("[data-ready]")).ToBeAttachedAsync();
        await Expect(Page).ToHaveTitleAsync("Not found · STS");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is no such page");
        new Uri(Page.Url).PathAndQuery.Should().Be("/nonsense?of=somebody");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Sessions" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sessions");
    }
}
