using Sts.Core.Storage;

namespace Sts.Tests.Integration.Engine;

/// <summary>For engines whose processors store nothing.</summary>
internal sealed class NoDatabase : IDatabaseInitializer
{
    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
