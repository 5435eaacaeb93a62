using System.Reflection;
using Microsoft.Extensions.Configuration;
using Sts.Core.Configuration;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.Hosting;

/// <summary>Reads from the processors' classes and their configuration how they are to be run.</summary>
internal static class ProcessorDiscovery
{
    public const string Section = "Processors";

    /// <exception cref="StsConfigurationException">The configuration names an unknown processor or setting, or a value that can't be.</exception>
    public static IReadOnlyList<ProcessorDescriptor> Describe(IEnumerable<Type> processors, IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var descriptors = processors.OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => Describe(type, section)).ToArray();
        var known = descriptors.Select(descriptor => descriptor.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (!known.Contains(child.Key))
            {
                throw new StsConfigurationException(
                    $"{child.Path} names no processor that was found. Known are: {string.Join(", ", known.Order(StringComparer.Ordinal))}. "
                    + "Correct the name, or copy the processor's assembly into plugins/.");
            }
        }

        return descriptors;
    }

    private static ProcessorDescriptor Describe(Type type, IConfigurationSection section)
    {
        var name = ProcessorDescriptor.NameOf(type);
        var topics = type.GetCustomAttribute<ConsumesAttribute>()?.Topics ?? [];
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
