using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration;

/// <summary>What is shared by all integration tests of a run ends with it.</summary>
[SetUpFixture]
[Parallelizable(ParallelScope.Self | ParallelScope.Fixtures)]
public sealed class IntegrationRun
{
    [OneTimeTearDown]
    public Task DropDatabase() => RealServices.DropDatabaseAsync();
}
