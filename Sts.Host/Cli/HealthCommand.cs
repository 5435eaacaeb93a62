using System.CommandLine;
using Sts.Host.Hosting;

namespace Sts.Host.Cli;

/// <summary><c>health</c>: asks the host that runs on this machine how it is, for container engines whose images have no HTTP client.</summary>
internal static class HealthCommand
{
    private const string Description = """
        Asks the host that runs on this machine whether each of its processors has its partitions. Ends with 0 if so, and with 1 if not or if
        nobody answers within five seconds.

        Examples:
          health                        whether it works
          health --live                 whether it answers at all
          health --Http:Port=9090       of a host on another port
        """;

    private const string Advice = "health; there is --live, and settings such as --Http:Port=8080.";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var live = new Option<bool>("--live") { Description = "Only whether it answers." };
        var rest = new Argument<string[]>("settings") { Description = "Settings of the host.", Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        var command = new Command("health", Description) { live, rest };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(() =>
        {
            var (_, settings) = CommandWords.Divide(parsed, parsed.GetValue(rest) ?? [], Advice);
            var host = RunningHost.UrlOf(StsApplication.ReadConfiguration(settings));
            return AskAsync(new Uri(host, parsed.GetValue(live) ? "/health/live" : "/health/ready"), cancellationToken);
        }));
        return command;
    }

    private static async Task<int> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        // A certificate is for the name that others know the host by, and what is asked here is no secret.
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var http = new HttpClient(handler) { Timeout = Timeout };
        try
        {
            using var response = await http.GetAsync(url, cancellationToken);
            Console.Out.WriteLine(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode ? CommandLine.Success : CommandLine.Failure;
        }
        catch (HttpRequestException exception)
        {
            Console.Error.WriteLine($"No STS host answers at {url} ({Unreachable.ReasonOf(exception)}). Start one with 'run', or name its port with --Http:Port=….");
            return CommandLine.Failure;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Console.Error.WriteLine($"{url} did not answer within {Timeout.TotalSeconds} s.");
            return CommandLine.Failure;
        }
    }
}
