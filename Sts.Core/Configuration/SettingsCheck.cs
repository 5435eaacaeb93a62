using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Sts.Core.Configuration;

/// <summary>Compares a section of the configuration with the options that it is read into. A message begins with the key.</summary>
internal static class SettingsCheck
{
    /// <summary>Keys that the options do not have, and values that are not of the option's type.</summary>
    public static IEnumerable<string> FindMisfits(IConfigurationSection section, Type options)
    {
        var known = Settings(options).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var (secret, file) in SecretFiles.Of(known.Values).ToArray())
        {
            known.Add(file, secret);
        }

        foreach (var child in section.GetChildren())
        {
            var problems = known.TryGetValue(child.Key, out var property)
                ? FindMisfits(child, property)
                : [$"{child.Path} is no setting. {section.Path} knows: {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}."];
            foreach (var problem in problems)
            {
                yield return problem;
            }
        }
    }

    /// <summary>Reads the files that hold secrets, also for groups of options within these.</summary>
    /// <returns>What went wrong.</returns>
    public static IEnumerable<string> ReadSecrets(IConfigurationSection section, object options) =>
        SecretFiles.Read(section, options).Concat(Settings(options.GetType())
            .SelectMany(property => Groups(property, property.GetValue(options), property.Name))
            .SelectMany(group => ReadSecrets(section.GetSection(group.Key), group.Group)));

    /// <summary>Values that the options' annotations do not allow, also in groups of options within them.</summary>
    public static IEnumerable<string> FindViolations(object options, string path)
    {
        foreach (var property in Settings(options.GetType()))
        {
            var value = property.GetValue(options);
            var key = $"{path}:{property.Name}";
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>().Where(rule => !rule.IsValid(value)))
            {
                yield return rule.ErrorMessage ?? (rule is RangeAttribute range
                    ? $"{key} is {value}, but must be between {range.Minimum} and {range.Maximum}."
                    : $"{key} is empty. Give it a value, or leave it out for the default.");
            }

            foreach (var violation in Groups(property, value, key).SelectMany(group => FindViolations(group.Group, group.Key)))
            {
                yield return violation;
            }
        }
    }

    private static IEnumerable<(object Group, string Key)> Groups(PropertyInfo property, object? value, string key) => value switch
    {
        null => [],
        IDictionary named when GroupsIn(property.PropertyType) is not null => named.Keys.Cast<string>().Select(name => (named[name]!, $"{key}:{name}")),
        _ when IsGroup(property.PropertyType) => [(value, key)],
        _ => [],
    };

    private static IEnumerable<string> FindMisfits(IConfigurationSection setting, PropertyInfo property)
    {
        var type = property.PropertyType;
        if (GroupsIn(type) is { } named)
        {
            return setting.GetChildren().SelectMany(group => FindGroupMisfits(group, named));
        }

        if (IsGroup(type))
        {
            return FindGroupMisfits(setting, type);
        }

        if (type == typeof(Dictionary<string, string>))
        {
            return [];
        }

        if (setting.Value is null)
        {
            return setting.GetChildren().Any() ? [$"{setting.Path} is one value; it has no settings within it."] : [];
        }

        return SettingType.Of(type).Accepts(setting.Value)
            ? []
            : [$"{setting.Path} is '{setting.Value}', but must be {SettingType.Of(type).Description}."];
    }

    private static IEnumerable<string> FindGroupMisfits(IConfigurationSection group, Type type) => string.IsNullOrEmpty(group.Value)
        ? FindMisfits(group, type)
        : [$"{group.Path} is a group of settings and has no value of its own. Set one of: {string.Join(", ", Settings(type).Select(p => p.Name))}."];

    /// <summary>What can be set; what only tells something about other settings can't be.</summary>
    public static IEnumerable<PropertyInfo> Settings(Type options) => options
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.SetMethod is { IsPublic: true } || IsDictionary(property.PropertyType));

    private static bool IsGroup(Type type) =>
        type.IsClass && type != typeof(string) && !IsDictionary(type);

    private static bool IsDictionary(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>) && type.GetGenericArguments()[0] == typeof(string);

    /// <summary>The groups that a dictionary holds by their names; null for any other type.</summary>
    private static Type? GroupsIn(Type type) =>
        IsDictionary(type) && type.GetGenericArguments()[1] is var value && IsGroup(value) ? value : null;
}
