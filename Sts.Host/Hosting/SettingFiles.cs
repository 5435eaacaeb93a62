using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Sts.Core.Configuration;

namespace Sts.Host.Hosting;

/// <summary>
/// Settings files that are named when the program is started, as the hosts of a fleet do that differ in what they run only:
/// <c>Settings:File</c>, a path or several separated by commas, of which a later one wins.
/// </summary>
internal static class SettingFiles
{
    public const string Key = "Settings:File";

    /// <summary>Adds them above <c>appsettings.json</c> and below environment variables and the command line, which may name them.</summary>
    /// <exception cref="StsConfigurationException">One is not there, or has a section that nobody knows.</exception>
    /// <exception cref="InvalidDataException">One is no JSON.</exception>
    public static void AddSettingFiles(this ConfigurationManager configuration)
    {
        var paths = (configuration[Key] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var sources = ((IConfigurationBuilder)configuration).Sources;
        foreach (var path in paths)
        {
            var file = Open(path);
            RefuseUnknownSections(path, file);
            sources.Insert(IndexOfEnvironment(sources), file);
        }
    }

    private static JsonConfigurationSource Open(string path)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new StsConfigurationException($"{Key} names '{path}', but there is no file {full}. Correct the path; several are separated by commas.");
        }

        var file = new JsonConfigurationSource { Path = full };
        file.ResolveFileProvider();
        return file;
    }

    // Such a file is written for STS, so a section that nobody reads is a mistake: a misspelt one would leave all of its settings at their defaults.
    private static void RefuseUnknownSections(string path, JsonConfigurationSource file)
    {
        var unknown = new ConfigurationBuilder().Add(file).Build().GetChildren().FirstOrDefault(section => !SettingArguments.IsKnown(section.Key));
        if (unknown is not null)
        {
            throw new StsConfigurationException($"'{unknown.Key}' in {path} is no known section. Known are: {SettingArguments.KnownSections}.");
        }
    }

    private static int IndexOfEnvironment(IList<IConfigurationSource> sources)
    {
        var environment = sources.Last(source => source is EnvironmentVariablesConfigurationSource { Prefix: null or "" });
        return sources.IndexOf(environment);
    }
}
