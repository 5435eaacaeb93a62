using Sts.Core.Configuration;

namespace Sts.Host.Hosting;

/// <summary>Settings on the command line: <c>--Section:Key=value</c> or <c>--Section:Key value</c>.</summary>
internal static class SettingArguments
{
    private static readonly string[] Sections =
    [
        "Agents", "Client", "Data", "Database", "Hearing", "Host", "Http", "Kafka", "Plugins", "Privacy", "Processors", "RealTime", "SchemaRegistry", "Secrets", "Serilog", "Sessions",
        "Settings", "Speech", "Telemetry",
    ];

    /// <summary>The sections, for a message.</summary>
    public static string KnownSections { get; } = string.Join(", ", Sections);

    /// <summary>Whether there is such a section.</summary>
    public static bool IsKnown(string section) => Sections.Contains(section, StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses what the configuration would pass over in silence.</summary>
    /// <exception cref="StsConfigurationException">An argument is no setting, or of no known section.</exception>
    public static IReadOnlyList<string> Validate(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var colon = argument.IndexOf(':', StringComparison.Ordinal);
            if (!argument.StartsWith("--", StringComparison.Ordinal) || colon < 0)
            {
                throw new StsConfigurationException($"'{WithoutValue(argument)}' is neither a command nor a setting. Settings look like --Http:Port=8080; --help lists the commands.");
            }

            var section = argument[2..colon];
            if (!IsKnown(section))
            {
                throw new StsConfigurationException($"'{WithoutValue(argument)}' is of no known section. Known are: {KnownSections}.");
            }

            if (!argument.Contains('=', StringComparison.Ordinal))
            {
                i++;
                if (i == arguments.Count)
                {
                    throw new StsConfigurationException($"'{argument}' has no value. Write {argument}=value.");
                }
            }
        }

        return arguments;
    }

    // What stands behind = may be a secret, and what is printed may be kept.
    private static string WithoutValue(string argument) => argument.IndexOf('=', StringComparison.Ordinal) is var end and >= 0 ? argument[..(end + 1)] + "…" : argument;
}
