using System.Diagnostics;
using System.Text.Json;
using Sts.Tests.Core.Schemas;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Clients;

[Category("Integration")]
public sealed class KafkaJsTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Host_OnEmbeddedParts_HearsWhatKafkaJsSaysAndIsUnderstoodByIt()
    {
        var (node, modules) = TestEnvironment.RequireKafkaJs();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder.Path);
        var info = await host.GetAsync("/api/info");

        var action = JsonSerializer.Deserialize<JsonElement>(await RunAsync(
            node, modules,
            info.GetProperty("bootstrapServers").GetString()!,
            info.GetProperty("schemaRegistryUrl").GetString()!,
            Path.Combine(AppContext.BaseDirectory, "schemas", "transcription_value.avsc"),
            "jana",
            "turn off the lights"));

        action.GetProperty("original_text").GetString().Should().Be("turn off the lights");
        action.GetProperty("user_id").GetString().Should().Be("jana");
        action.GetProperty("reasoning").GetString().Should().NotBeNullOrEmpty();
        await WaitFor.ConditionAsync(
            async () => (await host.ListAsync("/api/transcriptions?user=jana")).Count == 1, Deadline, "the utterance to be stored");
        (await host.ListAsync("/api/transcriptions?user=jana")).Single().GetProperty("text").GetString().Should().Be("turn off the lights");
    }

    private static async Task<string> RunAsync(string node, string modules, params string[] arguments)
    {
        var script = Path.Combine(Repository.Root, "Sts.Tests", "Integration", "Clients", "kafkajs.js");
        using var process = Process.Start(new ProcessStartInfo(node, [script, .. arguments])
        {
            Environment = { ["NODE_PATH"] = modules, ["KAFKAJS_NO_PARTITIONER_WARNING"] = "1" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var timeout = new CancellationTokenSource(Deadline);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(timeout.Token), process.StandardError.ReadToEndAsync(timeout.Token));
            await process.WaitForExitAsync(timeout.Token);
            process.ExitCode.Should().Be(0, await errors);
            return await output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
