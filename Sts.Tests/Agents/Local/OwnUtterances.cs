using Sts.Agents.Evaluation;

namespace Sts.Tests.Agents.Local;

/// <summary>Everyday talk that was written for this test before a model had seen it. Nothing is trained on it.</summary>
internal static class OwnUtterances
{
    public static IReadOnlyList<LabelledUtterance> Read()
    {
        using var stream = typeof(OwnUtterances).Assembly.GetManifestResourceStream("Sts.Tests.Agents.Local.Data.own_utterances.tsv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
            .Select(fields => new LabelledUtterance(fields[0], fields[1] == "1", fields[2]))];
    }
}
