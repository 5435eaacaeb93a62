using System.Diagnostics;
using Sts.Tests.Integration;

namespace Sts.Tests.Core.Schemas.Registry;

/// <summary>Runs the commands of <c>docs/schema-registry.md</c> one after the other: the page is what people try first.</summary>
public class RegistryDocumentationTests
{
    private const string Address = "http://127.0.0.1:8081";

    [Test]
    public async Task Curl_EveryCommandOfTheDocumentation_GetsTheAnswerThatIsShown()
    {
        TestEnvironment.RequireCurl();
        await using var server = await RegistryServer.StartAsync();
        var examples = await ReadAsync();
        examples.Should().HaveCountGreaterThan(40);

        foreach (var (command, expected) in examples)
        {
            var answer = await RunAsync(command.Replace(Address, server.Url, StringComparison.Ordinal));
            answer.Should().Be(expected, $"that is the answer to {command}");
        }
    }

    private static async Task<List<(string Command, string Answer)>> ReadAsync()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "docs", "schema-registry.md"));
        return [.. lines.Zip(lines.Skip(1)).Where(pair => pair.First.StartsWith("curl ", StringComparison.Ordinal)).Select(pair => (pair.First, pair.Second[2..]))];
    }

    private static async Task<string> RunAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", command.Replace("curl ", "curl --silent --show-error ", StringComparison.Ordinal)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, await errors);
        return output;
    }
}
