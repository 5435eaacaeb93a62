using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Sts.Tests.Integration.Hosts;
using static Microsoft.Playwright.Assertions;

namespace Sts.Tests.Integration.WebConsole;

public sealed class AccessibilityTests : ConsoleTest
{
    private const int PhoneWidth = 360;

    private static readonly AxeRunOptions OnlyColours = new() { RunOnly = RunOnlyOptions.Rules("color-contrast") };

    private static readonly string[] Pages = ["live", "sessions", "session", "processors", "dead-letters", "letters", "health", "not-found"];

    [TestCaseSource(nameof(Pages))]
    public async Task Page_LightAndDarkAndOnAPhone_HasNoFaultThatAxeFindsAndNeedsNoScrollingSideways(string page)
    {
        await OpenAsync(await FillAsync(page));
        if (page == "live")
        {
            await ShowAnEntryAsync();
        }

        Describe(await Page.RunAxe()).Should().BeEmpty("axe looks at the page in light colours");
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        Describe(await Page.RunAxe(OnlyColours)).Should().BeEmpty("axe looks at the page in dark colours");

        await Page.SetViewportSizeAsync(PhoneWidth, 700);
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(PhoneWidth);
    }

    private static IEnumerable<string> Describe(AxeResult result) =>
        result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html}"));

    private async Task ShowAnEntryAsync()
    {
        var user = ConsoleHost.NewUser();
        await SayAsync(user, "turn off the lights");
        await Page.GetByRole(AriaRole.Button, new() { Name = $"Details of what {user} said" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Table)).ToBeVisibleAsync();
    }

    /// <summary>Sees to it that there is something to be seen.</summary>
    /// <returns>Where the page is.</returns>
    private static async Task<string> FillAsync(string page)
    {
        switch (page)
        {
            case "live":
                return "/";
            case "session":
                await SayAsync("axe", "turn off the lights");
                await WaitFor.ConditionAsync(async () => (await Host.ListAsync("/api/sessions?user=axe")).Count > 0, ConsoleHost.Deadline, "the session");
                return $"/sessions/{(await Host.ListAsync("/api/sessions?user=axe"))[0].GetProperty("id")}";
            case "letters":
                using (var producer = await ForeignProducer.ToAsync(Host))
                {
                    await producer.SendBytesAsync("sessions.management", key: null, [1, 2, 3]);
                }

                await WaitFor.ConditionAsync(async () => (await Host.ListAsync("/api/dead-letters/sessions.management")).Count > 0, ConsoleHost.Deadline, "the dead letter");
                return "/dead-letters/sessions.management";
            default:
                return $"/{page}";
        }
    }
}
