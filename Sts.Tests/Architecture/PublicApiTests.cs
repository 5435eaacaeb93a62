using Sts.Core.Messaging;
using Sts.Tests.Core.Schemas;

namespace Sts.Tests.Architecture;

/// <summary>Others build on Sts.Core, so what it offers them changes only on purpose.</summary>
public sealed class PublicApiTests
{
    private const string AcceptVariable = "STS_ACCEPT_PUBLIC_API";

    private static readonly string File = Path.Combine(Repository.Root, "Sts.Tests", "Architecture", "Sts.Core.public-api.txt");

    [Test]
    public async Task Core_PublicApi_IsTheAcceptedOne()
    {
        var api = PublicApi.Describe(typeof(IProcessor).Assembly);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            await System.IO.File.WriteAllTextAsync(File, api);
        }

        var accepted = await System.IO.File.ReadAllTextAsync(File);

        var (now, before) = (Lines(api), Lines(accepted));
        string[] changes = [.. before.Except(now).Select(line => $"- {line}"), .. now.Except(before).Select(line => $"+ {line}")];
        changes.Should().BeEmpty(
            "what Sts.Core offers has changed. If that is meant, run 'STS_ACCEPT_PUBLIC_API=1 dotnet test Sts.Tests --filter PublicApi', "
            + "commit Sts.Tests/Architecture/Sts.Core.public-api.txt, and tell of it in CHANGELOG.md");
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
