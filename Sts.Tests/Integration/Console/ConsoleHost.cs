using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.WebConsole;

/// <summary>The one host that the tests of the console share, in a folder that has nothing to do with the program's. Each test has users of its own.</summary>
[SetUpFixture]
public sealed class ConsoleHost
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static TemporaryFolder? _folder;
    private static HostProcess? _host;

    public static HostProcess Host => _host!;

    [OneTimeSetUp]
    public async Task StartHost()
    {
        _folder = new TemporaryFolder();
        _host = await HostProcess.StartAsync(_folder.Path, "--Speech:Output=Web");
    }

    [OneTimeTearDown]
    public async Task EndHost()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _folder?.Dispose();
    }
}
