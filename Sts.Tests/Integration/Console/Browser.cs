using Microsoft.Playwright;

namespace Sts.Tests.Integration.WebConsole;

/// <summary>The one browser that the tests of the console share: a real Chromium, which asks nobody for anything by itself.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Browser> StartAsync(string path)
    {
        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
            ],
        }));
    }

    /// <summary>A window with no past.</summary>
    public async Task<IBrowserContext> OpenAsync(Uri host)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = host.ToString(), ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout((float)ConsoleHost.Deadline.TotalMilliseconds);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
