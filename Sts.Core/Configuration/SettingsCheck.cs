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

            if (value is not null && IsGroup(property.PropertyType))
            {
                foreach (var violation in FindViolations(value, key))
                {
                    yield return violation;
                }
            }
        }
    }

    private static IEnumerable<string> FindMisfits(IConfigurationSection setting, PropertyInfo property)
    {
        var type = property.PropertyType;
        if (IsGroup(type))
        {
            return string.IsNullOrEmpty(setting.Value)
                ? FindMisfits(setting, type)
                : [$"{setting.Path} is a group of settings and has no value of its own. Set one of: {string.Join(", ", Settings(type).Select(p => p.Name))}."];
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

    // What only tells something about other settings can't be set.
    private static IEnumerable<PropertyInfo> Settings(Type options) => options
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.SetMethod is { IsPublic: true } || property.PropertyType == typeof(Dictionary<string, string>));

    private static bool IsGroup(Type type) =>
        type.IsClass && type != typeof(string) && type != typeof(Dictionary<string, string>);
}
