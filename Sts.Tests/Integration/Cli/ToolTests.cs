using System.Diagnostics;
using System.Text.RegularExpressions;
using Sts.Tests.Core.Schemas;

namespace Sts.Tests.Integration.Cli;

/// <summary>The program as <c>dotnet tool install</c> puts it on a machine.</summary>
[Category("Integration")]
public sealed class ToolTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private static string Configuration => Regex.Match(AppContext.BaseDirectory, "bin[/\\\\](?<name>[^/\\\\]+)").Groups["name"].Value;

    [Test]
    public async Task Tool_PackedAndInstalledFromAFolder_RunsWithAllItsParts()
    {
        using var folder = new TemporaryFolder();
        var packages = Path.Combine(folder.Path, "packages");
        await DotnetAsync(folder.Path, "pack", Path.Combine(Repository.Root, "Sts.Host"), "-c", Configuration, "--no-build", "-o", packages, "-v", "q");
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "nuget.config"), $"""<configuration><packageSources><clear /><add key="here" value="{packages}" /></packageSources></configuration>""");
        await DotnetAsync(folder.Path, "tool", "install", "Sts", "--tool-path", "tools");

        var sts = Path.Combine(folder.Path, "tools", OperatingSystem.IsWindows() ? "sts.exe" : "sts");
        (await RunAsync(sts, folder.Path, "--version")).Should().MatchRegex(@"^\d+\.\d+\.\d+");
        // The schemas that come with it, the database's native library, and the broker's.
        (await RunAsync(sts, folder.Path, "schemas", "check", Path.Combine(Repository.Root, "schemas", "action_value.avsc"), "--against", Path.Combine(Repository.Root, "schemas", "action_value.avsc")))
            .Should().NotBeEmpty();
        (await RunAsync(sts, folder.Path, "demo", "--Speech:Provider=None")).Should().Contain("sts.db");
    }

    private static Task<string> DotnetAsync(string folder, params string[] arguments) => RunAsync("dotnet", folder, arguments);

    private static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_HOME"] = folder;
        start.Environment["DOTNET_NOLOGO"] = "1";
        // What is packed is restored already; what is installed is unpacked into a folder of the test's own.
        if (arguments[0] != "pack")
        {
            start.Environment["NUGET_PACKAGES"] = Path.Combine(folder, "cache");
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Deadline);
        await process.WaitForExitAsync(patience.Token);
        process.ExitCode.Should().Be(0, $"{program} {string.Join(' ', arguments)}:{Environment.NewLine}{await output}{await errors}");
        return await output;
    }
}
