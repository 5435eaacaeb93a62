namespace Sts.Tests.Agents.Local;

/// <summary>Labelled utterances that are not part of the project: the folder that <c>STS_EVAL_DATA</c> names, or <c>../shared/data</c>.</summary>
internal static class EvaluationData
{
    /// <summary>Reads a file's lines, or ignores the test when the file isn't there.</summary>
    public static string[] ReadLinesOrIgnore(string name)
    {
        var folder = Environment.GetEnvironmentVariable("STS_EVAL_DATA") ?? Path.Combine(RepositoryRoot(), "..", "shared", "data");
        var file = Path.Combine(folder, name);
        if (!File.Exists(file))
            Assert.Ignore($"{file} isn't there; set STS_EVAL_DATA to a folder that has {name}.");
        return File.ReadAllLines(file);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sts.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? "";
    }
}
