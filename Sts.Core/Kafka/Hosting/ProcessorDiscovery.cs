using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.Hosting;

/// <summary>Reads from the processors' classes and their configuration how they are to be run.</summary>
internal static class ProcessorDiscovery
{
    public const string Section = "Processors";

    /// <exception cref="StsConfigurationException">A class does not say what it consumes, or its settings can't be.</exception>
    /// <exception cref="OptionsValidationException">Its section has an unknown key or a value that can't be.</exception>
    public static IReadOnlyList<ProcessorDescriptor> Describe(IEnumerable<Type> processors, IConfiguration configuration) =>
        [.. processors.OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => Describe(type, configuration.GetSection(Section)))];

    /// <summary>The settings that belong to no processor that is known.</summary>
    public static IEnumerable<IConfigurationSection> Unknown(IConfiguration configuration, IEnumerable<string> known) =>
        configuration.GetSection(Section).GetChildren().ExceptBy(known, child => child.Key, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="StsConfigurationException">The configuration names an unknown processor.</exception>
    public static void RefuseUnknown(IConfiguration configuration, IReadOnlyCollection<string> known)
    {
        if (Unknown(configuration, known).FirstOrDefault() is { } unknown)
        {
            throw new StsConfigurationException(
                $"{unknown.Path} names no processor that was found. Known are: {string.Join(", ", known.Order(StringComparer.Ordinal))}. "
                + "Correct the name, or copy the processor's assembly into plugins/.");
        }
    }

    /// <summary>What a class says it consumes.</summary>
    public static IReadOnlyList<string> TopicsOf(Type type) => type.GetCustomAttribute<ConsumesAttribute>()?.Topics ?? [];

    private static ProcessorDescriptor Describe(Type type, IConfigurationSection section)
    {
        var name = ProcessorDescriptor.NameOf(type);
        var topics = TopicsOf(type);
        if (topics.Count == 0)
        {
            throw new StsConfigurationException($"{type.FullName} names no topic to consume. Put [Consumes(\"topic.name\")] on the class.");
        }

        var outputs = type.GetCustomAttributes().OfType<IProduces>().ToArray();
        return new ProcessorDescriptor(name, type, topics, outputs, ReadOptions(section.GetSection(name)));
    }

    private static ProcessorOptions ReadOptions(IConfigurationSection section)
    {
        var options = section.ReadSettings<ProcessorOptions>();
        return KafkaPropertiesValidator.FindConsumerProblem($"{section.Path}:{nameof(options.Consumer)}", options.Consumer) is { } problem
            ? throw new StsConfigurationException(problem)
            : options;
    }
}
