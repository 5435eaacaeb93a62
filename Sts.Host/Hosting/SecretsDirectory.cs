using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.KeyPerFile;
using Microsoft.Extensions.FileProviders;
using Sts.Core.Configuration;

namespace Sts.Host.Hosting;

/// <summary>A folder in which each file is a setting, with <c>__</c> for the colons, as container platforms hand secrets out.</summary>
internal static class SecretsDirectory
{
    public const string Key = "Secrets:Directory";

    /// <summary>Adds the folder's settings above files and environment variables, and below the command line.</summary>
    /// <exception cref="StsConfigurationException">There is no such folder.</exception>
    public static void AddSecretsDirectory(this ConfigurationManager configuration)
    {
        if (configuration[Key] is not { Length: > 0 } path)
        {
            return;
        }

        var full = Path.GetFullPath(path);
        if (!Directory.Exists(full))
        {
            throw new StsConfigurationException($"{Key} names '{path}', but there is no folder {full}. Create it, or remove the setting.");
        }

        var sources = ((IConfigurationBuilder)configuration).Sources;
        var commandLine = sources.Last(source => source is CommandLineConfigurationSource);
        sources.Insert(sources.IndexOf(commandLine), new KeyPerFileConfigurationSource { FileProvider = new PhysicalFileProvider(full), ReloadOnChange = false });
    }
}
