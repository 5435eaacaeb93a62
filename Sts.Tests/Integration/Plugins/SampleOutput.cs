using Sts.Tests.Core.Schemas;

namespace Sts.Tests.Integration.Plugins;

/// <summary>What the build of the sample processor has put out.</summary>
internal static class SampleOutput
{
    // Built together with the tests, so in the same configuration and for the same framework.
    private static readonly DirectoryInfo TestOutput = new(TestContext.CurrentContext.TestDirectory);

    private static string Folder { get; } = Path.Combine(
        Repository.Root, "samples", "Sts.Samples.TopicAnalysis", "bin", TestOutput.Parent!.Name, TestOutput.Name);

    /// <summary>Copies it as a user does.</summary>
    public static void CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(Folder))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }
}
