using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Sts.Core.Configuration;

/// <summary>Reads secrets from the files that settings such as <c>Database:PasswordFile</c> name.</summary>
internal static class SecretFiles
{
    private const string Suffix = "File";

    /// <summary>The names of settings that name a file, by the secret that is in it.</summary>
    public static IEnumerable<(PropertyInfo Secret, string Name)> Of(IReadOnlyCollection<PropertyInfo> settings) => settings
        .Where(property => property.IsDefined(typeof(SecretAttribute)))
        .Select(property => (Secret: property, Name: property.Name + Suffix))
        .Where(file => settings.All(property => property.Name != file.Name));

    /// <summary>Puts the content of the files into the options. White space around it is no part of a secret.</summary>
    /// <returns>What went wrong; a message never holds a secret.</returns>
    public static IEnumerable<string> Read(IConfigurationSection section, object options)
    {
        foreach (var (secret, name) in Of([.. SettingsCheck.Settings(options.GetType())]))
        {
            if (section[name] is not { Length: > 0 } path)
            {
                continue;
            }

            if (section[secret.Name] is { Length: > 0 })
            {
                yield return $"{section.Path}:{secret.Name} and {section.Path}:{name} are both set. Keep one.";
            }
            else if (Read($"{section.Path}:{name}", path, out var content) is { } problem)
            {
                yield return problem;
            }
            else
            {
                secret.SetValue(options, content);
            }
        }
    }

    private static string? Read(string key, string path, out string content)
    {
        content = "";
        try
        {
            content = File.ReadAllText(path).Trim();
            return content.Length == 0 ? $"{key} names '{path}', which is empty. Write the secret into it." : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{key} names '{path}', which doesn't exist or can't be read. Create it, or remove the setting.";
        }
    }
}
