namespace Sts.Agents.Local.Grammar;

/// <summary>One logical line of a rule file: what stands left and right of the equals sign, and where it is.</summary>
internal sealed record GrammarLine(string File, int Number, string Section, string Left, string Right)
{
    /// <summary>Joins continued lines, drops comments and hands each line its section.</summary>
    /// <exception cref="FormatException">A line has no equals sign.</exception>
    public static IEnumerable<GrammarLine> Read(GrammarFile file)
    {
        var section = "";
        foreach (var (number, text) in Join(file.Text))
        {
            if (text.StartsWith('['))
            {
                section = text.Trim('[', ']');
                continue;
            }

            var sides = text.Split('=', 2, StringSplitOptions.TrimEntries);
            var line = new GrammarLine(file.Name, number, section, sides[0], sides.Length == 2 ? sides[1] : "");
            line.Check(line.Right.Length > 0, "expected 'something = pattern'");
            yield return line;
        }
    }

    public FormatException Error(string reason) => new($"{File}({Number}): {reason}");

    public void Check(bool holds, string otherwise)
    {
        if (!holds)
            throw Error(otherwise);
    }

    private static List<(int Number, string Text)> Join(string text)
    {
        var joined = new List<(int Number, string Text)>();
        var number = 0;
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (char.IsWhiteSpace(line[0]) && joined.Count > 0)
                joined[^1] = (joined[^1].Number, $"{joined[^1].Text} {line.TrimStart()}");
            else
                joined.Add((number, line.TrimStart()));
        }

        return joined;
    }
}
