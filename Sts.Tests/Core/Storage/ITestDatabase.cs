namespace Sts.Tests.Core.Storage;

/// <summary>A place for an empty database of one kind; disposing removes it.</summary>
public interface ITestDatabase : IAsyncDisposable
{
    /// <summary>Makes the place, ignores the test when there is no such server, and returns the configuration that leads there.</summary>
    Task<IReadOnlyDictionary<string, string?>> CreateAsync();
}
