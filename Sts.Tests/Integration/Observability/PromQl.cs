using System.Text.RegularExpressions;

namespace Sts.Tests.Integration.Observability;

/// <summary>Finds in expressions of PromQL what they need to be exported.</summary>
internal static partial class PromQl
{
    // Those that Prometheus adds.
    private static readonly HashSet<string> Given = ["le", "job", "instance"];

    /// <summary>The names of metrics.</summary>
    public static IReadOnlyCollection<string> MetricsOf(string expression)
    {
        var bare = Grouping().Replace(Text().Replace(Matchers().Replace(expression, ""), ""), "");
        return [.. Name().Matches(bare).Select(match => match.Value).Where(name => name.Contains('_')).Where(name => !Functions.Contains(name)).Distinct()];
    }

    /// <summary>The names of labels.</summary>
    public static IReadOnlyCollection<string> LabelsOf(string expression) =>
    [
        .. Matchers().Matches(expression).SelectMany(match => Matcher().Matches(match.Value)).Select(match => match.Groups["label"].Value)
            .Concat(Grouping().Matches(expression).SelectMany(match => match.Groups["labels"].Value.Split(',')).Select(label => label.Trim()))
            .Where(label => !Given.Contains(label)).Distinct(),
    ];

    private static readonly HashSet<string> Functions = ["histogram_quantile"];

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Matchers();

    [GeneratedRegex("""(?<label>\w+)\s*(=~|!~|!=|=)\s*"[^"]*"?""")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\b(by|without|on|ignoring)\s*\((?<labels>[^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"\[[^\]]*\]|""[^""]*""")]
    private static partial Regex Text();

    [GeneratedRegex(@"\b[a-z][a-z0-9_]*\b")]
    private static partial Regex Name();
}
