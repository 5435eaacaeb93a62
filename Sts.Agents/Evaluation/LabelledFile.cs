namespace Sts.Agents.Evaluation;

/// <summary>Reads lines of <c>text TAB label [TAB source]</c>, where the label is 1 or 0. All of them are checked before the first one is used.</summary>
public static class LabelledFile
{
    private const int FewestFields = 2;
    private const int MostFields = 3;

    /// <exception cref="FormatException">A line is something else, or there is none; the message names file, line and reason.</exception>
    public static IReadOnlyList<LabelledUtterance> Read(string path)
    {
        var rows = new List<LabelledUtterance>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                rows.Add(Parse(line, path, number));
        }

        return rows.Count > 0 ? rows : throw new FormatException($"'{path}' holds no line.");
    }

    private static LabelledUtterance Parse(string line, string path, int number)
    {
        var fields = line.Split('\t');
        if (fields.Length is < FewestFields or > MostFields)
            throw new FormatException($"Line {number} of '{path}' has {fields.Length} field(s), but has to be 'text TAB label' or 'text TAB label TAB source'.");
        if (fields[0].Trim().Length == 0)
            throw new FormatException($"Line {number} of '{path}' has no text before its label.");
        if (fields[1].Trim() is not ("0" or "1"))
            throw new FormatException($"Line {number} of '{path}' has the label '{fields[1]}', but it has to be 1 (wants something) or 0.");
        return new LabelledUtterance(fields[0], fields[1].Trim() == "1", fields.Length == MostFields ? fields[MostFields - 1].Split('/')[0].Trim() : "");
    }
}
