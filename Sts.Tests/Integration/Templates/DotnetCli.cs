using System.Diagnostics;

namespace Sts.Tests.Integration.Templates;

/// <summary>The command <c>dotnet</c>, with a home and packages of its own.</summary>
/// <param name="folder">Where these are, and where it runs.</param>
internal sealed class DotnetCli(string folder)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    // Compilers and build nodes that stay would outlive the test.
    private static readonly Dictionary<string, string> Quiet = new()
    {
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        ["DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
    };

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it printed.</exception>
    public async Task RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Quiet)
            start.Environment[name] = value;
        start.Environment["DOTNET_CLI_HOME"] = Path.Combine(folder, "home");
        start.Environment["NUGET_PACKAGES"] = Path.Combine(folder, "installed");

        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(Deadline);
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var errors = process.StandardError.ReadToEndAsync(timeout.Token);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        if (process.ExitCode != 0)
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:{Environment.NewLine}{await output}{await errors}");
    }
}
