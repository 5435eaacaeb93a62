namespace Sts.Tests.Integration;

/// <summary>A folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sts-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
