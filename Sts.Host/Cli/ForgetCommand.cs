using System.CommandLine;
using Microsoft.AspNetCore.Mvc;
using Sts.Core.Configuration;
using Sts.Core.Storage;
using Sts.Host.Hosting;

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

    private const string Advice = "forget; there are --user, --dry-run, --yes, and settings such as --Http:Port=8080.";

    public static Command Create()
    {
        var user = new Option<string>("--user", "-u") { Description = "Whom to forget.", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be erased." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var rest = new Argument<string[]>("settings") { Description = "Settings of the host.", Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        var command = new Command("forget", Description) { user, dryRun, yes, rest };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(async () =>
        {
            var (_, settings) = CommandWords.Divide(parsed, parsed.GetValue(rest) ?? [], Advice);
            using var http = RunningHost.Connect(StsApplication.ReadConfiguration(settings));
            return await RunAsync(http, parsed.GetValue(user)!, parsed.GetValue(dryRun), parsed.GetValue(yes), cancellationToken);
        }));
        return command;
    }

    private static async Task<int> RunAsync(HttpClient http, string user, bool dryRun, bool yes, CancellationToken cancellationToken)
    {
        var there = await EraseAsync(http, user, dryRun: true, cancellationToken);
        Console.Out.WriteLine($"{user}: {there.Utterances} utterance(s), {there.Actions} action(s), {there.Sessions} session(s).");
        if (dryRun)
        {
            return CommandLine.Success;
        }

        if (!yes && !IsConfirmed())
        {
            Console.Out.WriteLine("Nothing was erased.");
            return CommandLine.Failure;
        }

        var erased = await EraseAsync(http, user, dryRun: false, cancellationToken);
        Console.Out.WriteLine($"Erased {erased.Utterances} utterance(s), {erased.Actions} action(s), {erased.Sessions} session(s).");
        return CommandLine.Success;
    }

    private static bool IsConfirmed()
    {
        if (Console.IsInputRedirected)
        {
            throw new StsConfigurationException("Nobody is there to confirm it. Add --yes to erase it without asking, or --dry-run to look only.");
        }

        Console.Out.Write("Erase them for ever? (y/N) ");
        return Console.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private static async Task<ErasedRows> EraseAsync(HttpClient http, string user, bool dryRun, CancellationToken cancellationToken)
    {
        using var response = await http.DeleteAsync($"/api/users/{Uri.EscapeDataString(user)}{(dryRun ? "?dryRun=true" : "")}", cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return (await response.Content.ReadFromJsonAsync<ErasedRows>(cancellationToken))!;
        }

        var problem = await response.Content.ReadFromJsonAsync<ProblemDetails>(cancellationToken);
        throw new StsConfigurationException($"The host at {http.BaseAddress} refused ({(int)response.StatusCode}): {problem?.Detail ?? problem?.Title}");
    }
}
