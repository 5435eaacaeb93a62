using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Api;

/// <summary>The one host that the tests of the API share. Each has users of its own.</summary>
[SetUpFixture]
[Parallelizable(ParallelScope.Self | ParallelScope.Fixtures)]
public sealed class ApiHost
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static TemporaryFolder? _folder;
    private static HostProcess? _host;

    public static HostProcess Host => _host!;

    /// <summary>A user of whom nobody has heard yet.</summary>
    public static string NewUser() => $"user-{Guid.NewGuid():N}";

    [OneTimeSetUp]
    public async Task StartHost()
    {
        _folder = new TemporaryFolder();
        _host = await HostProcess.StartAsync(_folder.Path, "--Speech:Provider=None");
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
