using System.CommandLine;
using System.Text.Json;
using Sts.Core.Configuration;
using Sts.Core.Storage;

namespace Sts.Host.Cli;

/// <summary><c>forget</c>: erases what the host that runs has stored of somebody.</summary>
internal static class ForgetCommand
{
    private const string Description = """
        Erases what is stored of a user: utterances, actions, sessions and summaries. What is in Kafka's topics stays there until their retention is over.

        Examples:
          forget --user alice --dry-run     say what would be erased
          forget --user alice               ask, and erase it
          forget --user alice --yes         erase it without asking
        """;

    private const string Advice = "forget; there are --user, --dry-run, --yes and --json, and settings such as --Http:Port=8080.";

    public static Command Create()
    {
        var user = new Option<string>("--user", "-u") { Description = "Whom to forget.", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be erased." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var json = new Option<bool>("--json") { Description = "How much was erased, as one JSON object; it wants --yes or --dry-run." };
        var words = HostCommand.NoWords();
        return HostCommand.Define(
            new Command("forget", Description) { user, dryRun, yes, json, words }, words, Advice,
            (parsed, given) =>
            {
                HostCommand.RefuseWords(given, Advice);
                if (!parsed.GetValue(dryRun) && !parsed.GetValue(yes) && (parsed.GetValue(json) || Console.IsInputRedirected))
                {
                    throw new StsConfigurationException("Nobody is there to confirm it. Add --yes to erase it without asking, or --dry-run to look only.");
                }
            },
            async (parsed, _, host, cancellationToken) => parsed.GetValue(json)
                ? await WriteJsonAsync(host, parsed.GetValue(user)!, parsed.GetValue(dryRun), cancellationToken)
                : await EraseVisiblyAsync(host, parsed.GetValue(user)!, parsed.GetValue(dryRun), parsed.GetValue(yes), cancellationToken));
    }

    private static async Task<int> WriteJsonAsync(HostClient host, string user, bool dryRun, CancellationToken cancellationToken)
    {
        JsonOutput.Write(await EraseAsync(host, user, dryRun, cancellationToken));
        return CommandLine.Success;
    }

    private static async Task<int> EraseVisiblyAsync(HostClient host, string user, bool dryRun, bool yes, CancellationToken cancellationToken)
    {
        var there = await EraseAsync(host, user, dryRun: true, cancellationToken);
        TextOutput.WriteLine($"{user}: {Describe(there)}.");
        if (dryRun)
        {
            return CommandLine.Success;
        }

        if (!yes && !IsConfirmed())
        {
            TextOutput.WriteLine("Nothing was erased.");
            return CommandLine.Failure;
        }

        TextOutput.WriteLine($"Erased {Describe(await EraseAsync(host, user, dryRun: false, cancellationToken))}.");
        return CommandLine.Success;
    }

    private static bool IsConfirmed()
    {
        Console.Out.Write("Erase them for ever? (y/N) ");
        return Console.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private static string Describe(ErasedRows rows) => $"{rows.Utterances} utterance(s), {rows.Actions} action(s), {rows.Sessions} session(s)";

    private static async Task<ErasedRows> EraseAsync(HostClient host, string user, bool dryRun, CancellationToken cancellationToken)
    {
        var answer = await host.DeleteAsync($"/api/users/{Uri.EscapeDataString(user)}{(dryRun ? "?dryRun=true" : "")}", cancellationToken);
        return answer.Deserialize<ErasedRows>(JsonSerializerOptions.Web)!;
    }
}
