using System.Net.Http.Json;
using Microsoft.Playwright;
using Sts.Tests.Integration.Hosts;
using static Microsoft.Playwright.Assertions;

namespace Sts.Tests.Integration.WebConsole;

/// <summary>
/// A test in a window of its own. Whatever it does, the page must report no error, keep to the content policy, and ask no other host for anything.
/// </summary>
[Category("Integration")]
public abstract class ConsoleTest
{
    private readonly List<string> _complaints = [];
    private IBrowserContext? _window;

    /// <summary>What the browser may complain of all the same.</summary>
    protected string? Expected { get; set; }

    protected static HostProcess Host => ConsoleHost.Host;

    protected IPage Page { get; private set; } = null!;

    [SetUp]
    public async Task OpenWindow()
    {
        _complaints.Clear();
        Expected = null;
        _window = await (await ConsoleHost.RequireBrowserAsync()).OpenAsync(Host.Http.BaseAddress!);
        Page = await _window.NewPageAsync();
        await Page.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', event => console.error(`${event.violatedDirective}: ${event.sourceFile} ${event.sample}`));");
        Page.PageError += (_, error) => _complaints.Add(error);
        Page.Console += (_, message) => Note(message.Type is "error" or "warning", message.Text);
        Page.Request += (_, request) => Note(
            !request.Url.StartsWith(Host.Http.BaseAddress!.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal),
            $"It asks for {request.Url}.");
        Page.WebSocket += (_, socket) => Note(new Uri(socket.Url).Authority != Host.Http.BaseAddress!.Authority, $"It connects to {socket.Url}.");
    }

    [TearDown]
    public async Task CloseWindow()
    {
        if (_window is not null)
        {
            await _window.DisposeAsync();
            _complaints.Should().BeEmpty();
        }
    }

    /// <summary>Opens a page and waits until it can be used: before, it only looks as if.</summary>
    protected async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await Expect(Page.Locator("[data-ready]")).ToBeAttachedAsync();
    }

    /// <summary>Publishes over the API what somebody says.</summary>
    protected static async Task SayAsync(string user, string text)
    {
        using var answer = await Host.Http.PostAsJsonAsync("/api/transcriptions", new { user, text });
        answer.EnsureSuccessStatusCode();
    }

    private void Note(bool isBad, string complaint)
    {
        if (isBad && (Expected is null || !complaint.Contains(Expected, StringComparison.Ordinal)))
        {
            _complaints.Add(complaint);
        }
    }
}
