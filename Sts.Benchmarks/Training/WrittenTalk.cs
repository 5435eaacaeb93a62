namespace Sts.Benchmarks.Training;

/// <summary>
/// The sentences in <c>Written</c>: everyday talk, each one written for itself. The files are of the form that <c>eval</c> and <c>--own</c> read.
/// </summary>
internal static class WrittenTalk
{
    private const string Folder = "Sts.Benchmarks.Training.Written.";

    /// <summary>All of them, in the order of the files.</summary>
    public static IReadOnlyList<LabelledText> Read()
    {
        var assembly = typeof(WrittenTalk).Assembly;
        var rows = new List<LabelledText>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            while (reader.ReadLine()?.Split('\t') is [var text, var label])
                rows.Add(new LabelledText(text, label == "1"));
        }

        return rows;
    }
}
