using System.Text.Json;
using System.Text.RegularExpressions;
using Sts.Tests.Core.Schemas;

namespace Sts.Tests.Deployment;

/// <summary>The Dockerfile: its instructions, with what is continued on further lines joined.</summary>
internal sealed partial class ImageFile
{
    private readonly List<(string Name, string Text)> _instructions;

    private ImageFile(string text) => _instructions =
        [.. Continuation().Replace(Comment().Replace(text, ""), " ").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2)).Select(words => (words[0], words[1].Trim()))];

    /// <summary>What stands in <c>.dockerignore</c>.</summary>
    public static IReadOnlyList<string> Ignored { get; } =
        [.. File.ReadLines(Path.Combine(Repository.Root, ".dockerignore")).Where(line => line.Length > 0 && line[0] != '#')];

    /// <summary>The paths that are copied out of the build's context.</summary>
    public IReadOnlyList<string> Sources =>
        [.. Of("COPY").Where(text => !text.StartsWith("--from", StringComparison.Ordinal)).SelectMany(text => text.Split(' ')[..^1])];

    /// <summary>The environment variables of the final stages, which are the same.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        Of("ENV").Distinct().Single().Split(' ').Select(variable => variable.Split('=', 2)).ToDictionary(variable => variable[0], variable => variable[1]);

    public IReadOnlyList<string> EntryPoint => JsonSerializer.Deserialize<string[]>(Of("ENTRYPOINT").Distinct().Single())!;

    public IReadOnlyList<string> HealthCheck => JsonSerializer.Deserialize<string[]>(Of("HEALTHCHECK").Distinct().Single().Split("CMD ")[1])!;

    public IReadOnlyList<int> Ports => [.. Of("EXPOSE").Distinct().Single().Split(' ').Select(int.Parse)];

    public string User => Of("USER").Distinct().Single();

    public IReadOnlyList<string> BaseImages => [.. Of("FROM").Select(text => text.Split(' ').First(word => !word.StartsWith('-')))];

    /// <summary>The command that publishes, word by word.</summary>
    public IReadOnlyList<string> Publish => [.. Of("RUN").Single(text => text.Contains("dotnet publish", StringComparison.Ordinal)).Split(' ').SkipWhile(word => word != "dotnet")];

    public static ImageFile Read() => new(File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile")));

    /// <summary>Whether a path gets into the build's context: the last line of <c>.dockerignore</c> that matches decides.</summary>
    public static bool IsInContext(string path) => !Ignored.Aggregate(false, (isIgnored, line) =>
    {
        var isException = line.StartsWith('!');
        return Matches(line.TrimStart('!'), path) ? !isException : isIgnored;
    });

    private static bool Matches(string pattern, string path)
    {
        var regex = Regex.Escape(pattern).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        return Regex.IsMatch(path, $"^{regex}(/.*)?$");
    }

    private IEnumerable<string> Of(string instruction) => _instructions.Where(found => found.Name == instruction).Select(found => found.Text);

    [GeneratedRegex(@"^#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continuation();
}
