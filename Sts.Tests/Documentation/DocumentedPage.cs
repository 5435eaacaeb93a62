using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sts.Tests.Core.Schemas;
using Sts.Tests.Integration;

namespace Sts.Tests.Documentation;

/// <summary>The commands of a page, run one after the other in one shell, as its reader would.</summary>
internal static partial class DocumentedPage
{
    private const string DeadLettersThere = "until dotnet run --project Sts.Host -- dlq show transcriptions.all 2:17 >/dev/null 2>&1; do sleep 0.1; done";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>The commands that are not marked as not to be run.</summary>
    public static IReadOnlyList<DocumentedCommand> CommandsOf(string page) =>
        [.. DocumentedBlock.Read(page).Where(block => block is { Language: "sh", NotRun: null }).SelectMany(DocumentedCommand.In)];

    /// <summary>Runs them.</summary>
    /// <param name="page">The page.</param>
    /// <param name="folder">Where they are run: it holds the files that they name.</param>
    /// <param name="sendBadMessages">Makes dead letters, if the page speaks of them; gets the addresses of the broker and of the registry.</param>
    /// <returns>The shell's exit code, and what was printed.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string page, string folder, Func<string, string, Task> sendBadMessages)
    {
        var commands = CommandsOf(page);
        var (http, registry) = (TestEnvironment.FreePort(), TestEnvironment.FreePort());
        var script = Path.Combine(folder, "page.sh");
        await File.WriteAllTextAsync(script, await ScriptAsync(commands, http, registry));

        var run = ShellCommand.RunAsync("bash page.sh", folder, new Dictionary<string, string>
        {
            [TestEnvironment.ProgramVariable] = TestEnvironment.Program,
            ["STS_TEST_REPOSITORY"] = Repository.Root,
            ["STS_TEST_HTTP"] = $"http://127.0.0.1:{http}",
            ["Http__Port"] = $"{http}",
            ["SchemaRegistry__Embedded__Port"] = $"{registry}",
        });
        if (commands.Any(command => command.WantsDeadLetters))
        {
            var (brokers, schemas) = await AddressesAsync(http, run);
            await sendBadMessages(brokers, schemas);
        }

        return await run;
    }

    private static async Task<string> ScriptAsync(IReadOnlyList<DocumentedCommand> commands, int http, int registry)
    {
        var script = new StringBuilder(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Sts.Tests", "Documentation", "page.sh")));
        if (commands.FirstOrDefault(command => command.StartsHost || command.AsksHost) is { StartsHost: false })
        {
            script.AppendLine("start_host");
        }

        var letters = commands.FirstOrDefault(command => command.WantsDeadLetters);
        foreach (var command in commands)
        {
            if (command == letters)
            {
                script.AppendLine(DeadLettersThere);
            }

            script.AppendLine(null, $"where={command.Page}:{command.Line}").AppendLine("echo \"--- $where\"");
            script.AppendLine(HostAddress().Replace(command.Text, address => $"127.0.0.1:{(address.Value.EndsWith('0') ? http : registry)}"));
        }

        return script.ToString();
    }

    private static async Task<(string Brokers, string Registry)> AddressesAsync(int http, Task run)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}") };
        JsonElement info = default;
        await WaitFor.ConditionAsync(
            async () =>
            {
                try
                {
                    info = await client.GetFromJsonAsync<JsonElement>("/api/info");
                    return true;
                }
                catch (HttpRequestException) when (!run.IsCompleted)
                {
                    return false;
                }
            },
            Deadline, "the page's host");
        return (info.GetProperty("bootstrapServers").GetString()!, info.GetProperty("schemaRegistryUrl").GetString()!);
    }

    [GeneratedRegex("(127.0.0.1|localhost|registry):808[01]")]
    private static partial Regex HostAddress();
}
