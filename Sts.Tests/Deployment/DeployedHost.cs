using Microsoft.AspNetCore.Builder;
using Sts.Host.Hosting;
using Sts.Tests.Core.Schemas;
using Sts.Tests.Integration;

namespace Sts.Tests.Deployment;

/// <summary>A host that is put together from the environment variables that a deployment gives it, as far as STS reads them. Nothing runs.</summary>
internal sealed class DeployedHost : IAsyncDisposable
{
    // What the runtime and the manifests themselves read.
    private static readonly string[] Others = ["DOTNET_", "ROLE"];

    private static readonly string[] SecretFolders = ["/run/secrets/", "/etc/sts/secrets/"];

    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyDictionary<string, string> _environment;

    /// <exception cref="Exception">The host refuses one of them.</exception>
    public DeployedHost(IReadOnlyDictionary<string, string> environment)
    {
        _environment = environment;
        var settings = environment.Where(variable => !Others.Any(variable.Key.StartsWith))
            .ToDictionary(variable => variable.Key.Replace("__", ":", StringComparison.Ordinal), variable => variable.Value);
        App = StsApplication.Build([.. settings.Select(setting => $"--{setting.Key}={OnThisMachine(setting.Value)}")]);
    }

    public WebApplication App { get; }

    /// <summary>The files that it is to find in a folder, by their names.</summary>
    public IEnumerable<string> FilesIn(string folder) => _environment.Values
        .SelectMany(value => value.Split(',')).Where(path => path.StartsWith(folder, StringComparison.Ordinal)).Select(path => Path.GetFileName(path));

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        _folder.Dispose();
    }

    private string OnThisMachine(string value)
    {
        if (SecretFolders.Any(folder => value.StartsWith(folder, StringComparison.Ordinal)))
        {
            var secret = Path.Combine(_folder.Path, Path.GetFileName(value));
            File.WriteAllText(secret, $"{Guid.NewGuid():N}");
            return secret;
        }

        return value.Replace("/etc/sts/config/", $"{Repository.Root}/deploy/config/", StringComparison.Ordinal)
            .Replace("/var/lib/sts", _folder.Path, StringComparison.Ordinal);
    }
}
