using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sts.Benchmarks.Running;

/// <summary>The working copy that the benchmarks were built in.</summary>
internal static class Repository
{
    /// <summary>Its folder.</summary>
    /// <exception cref="DirectoryNotFoundException">The benchmarks run outside of it.</exception>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Publishes the host for this machine, as the image does.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The path of the program.</returns>
    /// <exception cref="InvalidOperationException">It could not be published.</exception>
    public static async Task<string> PublishHostAsync(string folder, CancellationToken cancellationToken)
    {
        using var publish = Process.Start(new ProcessStartInfo("dotnet", [
            "publish", Path.Combine(Root, "Sts.Host"), "--configuration", "Release", "--arch", $"{RuntimeInformation.OSArchitecture}".ToLowerInvariant(),
            "--no-self-contained", "--output", folder])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await publish.StandardOutput.ReadToEndAsync(cancellationToken);
        await publish.WaitForExitAsync(cancellationToken);
        return publish.ExitCode == 0
            ? Path.Combine(folder, "Sts.Host.dll")
            : throw new InvalidOperationException($"The host could not be published ({publish.ExitCode}): {output}");
    }

    private static string Find(string directory) => File.Exists(Path.Combine(directory, "Sts.sln"))
        ? directory
        : Find(Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException(
            "The benchmarks need their working copy, for scripts that start servers and for the host's sources. Run them from one, or name servers with --kafka and --postgres."));
}
