using Sts.Tests.Core.Schemas;

namespace Sts.Tests.Integration.Plugins;

/// <summary>What the build of a sample has put out.</summary>
internal static class SampleOutput
{
    public const string TopicAnalysis = "Sts.Samples.TopicAnalysis";
    public const string SchemaEvolution = "Sts.Samples.SchemaEvolution";

    // Built together with the tests, so in the same configuration and for the same framework.
    private static readonly DirectoryInfo TestOutput = new(TestContext.CurrentContext.TestDirectory);

    /// <summary>Copies it as a user does.</summary>
    public static void CopyTo(string folder, string sample = TopicAnalysis)
    {
        var output = Path.Combine(Repository.Root, "samples", sample, "bin", TestOutput.Parent!.Name, TestOutput.Name);
        foreach (var file in Directory.GetFiles(output, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(output, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
