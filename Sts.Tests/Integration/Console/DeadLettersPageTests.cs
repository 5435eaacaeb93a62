using System.Text.Json;
using Microsoft.Playwright;
using Sts.Tests.Integration.Hosts;
using static Microsoft.Playwright.Assertions;

namespace Sts.Tests.Integration.WebConsole;

public sealed class DeadLettersPageTests : ConsoleTest
{
    [Test]
    public async Task Letter_ThatDecodes_ShowsItsValueAndItsErrorAndIsReplayed()
    {
        var user = ConsoleHost.NewUser();
        await SayAtNoTimeAsync(user);
        await OpenAsync("/dead-letters");

        await Page.GetByRole(AriaRole.Link, new() { Name = "transcriptions.all" }).ClickAsync();
        var letter = Page.Locator(".letter").First;
        await Expect(letter.Locator(".letter-error")).ToContainTextAsync("The timestamp 'yesterday' can't be read.");
        await letter.GetByRole(AriaRole.Button, new() { Name = "Look inside" }).ClickAsync();
        await Expect(letter.Locator("pre")).ToContainTextAsync($"\"user\": \"{user}\"");

        var position = await letter.GetAttributeAsync("data-letter");
        await letter.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await Expect(letter.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true })).ToBeFocusedAsync();
        await letter.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }).ClickAsync();

        await Expect(Page.GetByText("1 replayed.")).ToBeVisibleAsync();
        await Page.GetByLabel("Also those that were replayed").CheckAsync();
        await Expect(Page.Locator($"[data-letter='{position}'] .chip")).ToHaveTextAsync("replayed");
        await WaitFor.ConditionAsync(async () => (await LettersAsync(user)).Count == 3, ConsoleHost.Deadline, "the replayed message to fail again");
    }

    [Test]
    public async Task ReplayAll_IsAskedBackAndReplaysAllOrNone()
    {
        using var producer = await ForeignProducer.ToAsync(Host);
        foreach (var wrong in new byte[][] { [1, 2, 3], [4, 5, 6] })
        {
            await producer.SendBytesAsync("aggregations.request", "somebody"u8.ToArray(), wrong);
        }

        await WaitFor.ConditionAsync(async () => (await Host.ListAsync("/api/dead-letters/aggregations.request")).Count == 2, ConsoleHost.Deadline, "the dead letters");
        await OpenAsync("/dead-letters/aggregations.request");
        var replayAll = Page.GetByRole(AriaRole.Button, new() { Name = "Replay all" });
        var question = Page.GetByRole(AriaRole.Group, new() { Name = "Replay 2 letter(s)?" });

        await replayAll.ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(question).ToHaveCountAsync(0);
        await replayAll.ClickAsync();
        await Expect(question.GetByRole(AriaRole.Button, new() { Name = "Replay all" })).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(question).ToHaveCountAsync(0);
        await Page.GetByLabel("Also those that were replayed").CheckAsync();
        await Expect(Page.Locator(".letter .chip")).ToHaveTextAsync(["new", "new"]);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Look inside" }).Last.ClickAsync();
        await Expect(Page.Locator("pre")).ToContainTextAsync("01 02 03");

        await replayAll.ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Replay all" }).ClickAsync();

        await Expect(Page.GetByText("2 replayed.")).ToBeVisibleAsync();
        // They come back, as they are no better than before; those that were replayed stay for the record.
        await WaitFor.ConditionAsync(
            async () => (await Host.ListAsync("/api/dead-letters/aggregations.request?all=true")).Count == 4, ConsoleHost.Deadline, "the replayed letters to fail again");
        (await Host.ListAsync("/api/dead-letters/aggregations.request")).Should().HaveCount(2);
    }

    [Test]
    public async Task Replay_ClickedAfterCancelAndThenTwice_IsDoneOnce()
    {
        var user = ConsoleHost.NewUser();
        await SayAtNoTimeAsync(user);
        await OpenAsync("/dead-letters/transcriptions.all");
        var first = (await LettersAsync(user))[0];
        var letter = Page.Locator($"[data-letter='{first.GetProperty("partition")}:{first.GetProperty("offset")}']");
        var replay = letter.GetByRole(AriaRole.Button, new() { Name = "Replay" });
        var question = letter.GetByRole(AriaRole.Group);

        await replay.ClickAsync();
        await ClickAtOnceAsync(question, "Cancel", "Replay");
        await Expect(question).ToHaveCountAsync(0);
        await replay.ClickAsync();
        await ClickAtOnceAsync(question, "Replay", "Replay");

        await Expect(Page.GetByText("1 replayed.")).ToBeVisibleAsync();
        await WaitFor.ConditionAsync(async () => (await LettersAsync(user)).Count >= 3, ConsoleHost.Deadline, "the replayed message to fail again");
        (await LettersAsync(user)).Sum(one => one.GetProperty("replays").GetArrayLength()).Should().Be(1);
    }

    private static async Task SayAtNoTimeAsync(string user)
    {
        using var producer = await ForeignProducer.ToAsync(Host);
        await producer.SayAsync(user, "turn off the lights", "yesterday");
        await WaitFor.ConditionAsync(async () => (await LettersAsync(user)).Count == 2, ConsoleHost.Deadline, "the dead letters of Persistence and RealTime");
    }

    // So soon that the page can't have changed in between, as somebody may who is quicker than the connection.
    private static async Task ClickAtOnceAsync(ILocator question, string first, string second)
    {
        await Expect(question).ToBeVisibleAsync();
        await question.EvaluateAsync(
            """
            (question, names) => {
                const buttons = [...question.querySelectorAll('button')];
                names.map(name => buttons.find(button => button.textContent === name)).forEach(button => button.click());
            }
            """,
            new[] { first, second });
    }

    private static async Task<IReadOnlyList<JsonElement>> LettersAsync(string user) => (await Host.ListAsync("/api/dead-letters")) is { Count: > 0 }
        ? [.. (await Host.ListAsync("/api/dead-letters/transcriptions.all?all=true")).Where(letter => letter.GetProperty("key").GetString() == user)]
        : [];
}
