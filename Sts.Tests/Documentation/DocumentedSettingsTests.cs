using System.Text.RegularExpressions;
using Sts.Host.Hosting;
using Sts.Tests.Core.Schemas;
using Sts.Tests.Integration;

namespace Sts.Tests.Documentation;

/// <summary>Every setting that a page shows on a command line is one that the host takes.</summary>
public sealed partial class DocumentedSettingsTests
{
    private const string Left = "…";

    // A page shows what it speaks of, and not what must be set besides; nor are its plugins and certificates here.
    private static readonly string[] Besides =
    [
        "--Agents:OpenAI:Model=model", "--Database:ConnectionString=Host=localhost", "--Speech:Http:Endpoint=http://localhost/v1", "--Speech:Piper:Endpoint=http://localhost",
        "--Http:AllowPlainHttp=true",
    ];

    private static readonly string[] NotHere = ["--Processors:TopicAnalysis:", "--Http:Tls:"];

    private static IEnumerable<TestCaseData> Shown =>
        DocumentedBlock.Pages.SelectMany(page => File.ReadLines(Path.Combine(Repository.Root, page))
            .SelectMany((line, index) => Spans(line).Select(span => (Line: index + 1, Settings: SettingsIn(span))))
            .Where(span => span.Settings.Length > 0)
            .Select((span, index) => new TestCaseData(page, span.Line, span.Settings).SetArgDisplayNames(page, $"{span.Line}", string.Join(' ', span.Settings))));

    [TestCaseSource(nameof(Shown))]
    public async Task Page_SettingsThatItShows_AreKnownAndOfTheirKind(string page, int line, string[] settings)
    {
        using var folder = new TemporaryFolder();
        var secret = Path.Combine(folder.Path, "secret");
        await File.WriteAllTextAsync(secret, "a-secret-that-is-long-enough");

        var build = async () =>
        {
            await using var app = StsApplication.Build([.. Besides, .. settings.Select(setting => OnThisMachine(setting, secret))]);
        };

        await build.Should().NotThrowAsync($"line {line} of {page} shows them");
    }

    // A line of a block is one command line; in prose, each piece of code is one of its own.
    private static IEnumerable<string> Spans(string line) =>
        line.Contains('`', StringComparison.Ordinal) ? line.Split('`').Where((_, index) => index % 2 == 1) : [line];

    private static string[] SettingsIn(string text) =>
    [
        .. Setting().Matches(text).Select(match => match.Value.Replace("\"", "", StringComparison.Ordinal))
            .Where(setting => !setting.EndsWith(Left, StringComparison.Ordinal) && !NotHere.Any(setting.StartsWith)),
    ];

    // The files of the page's reader are not here.
    private static string OnThisMachine(string setting, string file) =>
        setting.StartsWith("--Settings:File=", StringComparison.Ordinal) ? setting.Replace("deploy/", $"{Repository.Root}/deploy/", StringComparison.Ordinal) :
        setting.Split('=', 2) is [var key, _] && key.EndsWith("File", StringComparison.Ordinal) ? $"{key}={file}" : setting;

    [GeneratedRegex("""(?<=^|[ "'])--[A-Z][A-Za-z]*(:[\w.<>-]+)+=[^\s"']+""")]
    private static partial Regex Setting();
}
