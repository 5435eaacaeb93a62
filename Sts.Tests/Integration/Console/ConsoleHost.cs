using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.WebConsole;

/// <summary>
/// The one host, in a folder that has nothing to do with the program's, and the one browser that the tests of the console share. Each test has
/// users of its own.
/// </summary>
[SetUpFixture]
[Parallelizable(ParallelScope.Self | ParallelScope.Fixtures)]
public sealed class ConsoleHost
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly SemaphoreSlim Starting = new(1);

    private static TemporaryFolder? _folder;
    private static HostProcess? _host;
    private static Browser? _browser;

    public static HostProcess Host => _host!;

    /// <summary>A user of whom nobody has heard yet.</summary>
    public static string NewUser() => $"user-{Guid.NewGuid():N}";

    /// <summary>The browser, or the test is skipped where there is none.</summary>
    internal static async Task<Browser> RequireBrowserAsync()
    {
        var path = TestEnvironment.RequireChromium();
        await Starting.WaitAsync();
        try
        {
            return _browser ??= await Browser.StartAsync(path);
        }
        finally
        {
            Starting.Release();
        }
    }

    [OneTimeSetUp]
    public async Task StartHost()
    {
        Microsoft.Playwright.Assertions.SetDefaultExpectTimeout((float)Deadline.TotalMilliseconds);
        _folder = new TemporaryFolder();
        _host = await HostProcess.StartAsync(_folder.Path, "--Speech:Output=Web");
    }

    [OneTimeTearDown]
    public async Task EndHost()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _folder?.Dispose();
    }
}
