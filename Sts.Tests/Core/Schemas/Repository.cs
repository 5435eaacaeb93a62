namespace Sts.Tests.Core.Schemas;

/// <summary>The working copy that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(TestContext.CurrentContext.TestDirectory);

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "Sts.sln"))
            ? directory
            : Find(Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException("No Sts.sln above the tests' directory."));
}
