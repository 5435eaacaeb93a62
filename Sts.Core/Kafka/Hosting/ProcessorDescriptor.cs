using Sts.Core.Messaging;

namespace Sts.Core.Kafka.Hosting;

/// <summary>One processor that was found, and how it is configured.</summary>
/// <param name="Name">The class name without <c>Processor</c>.</param>
/// <param name="Type">The class.</param>
/// <param name="Topics">What it consumes.</param>
/// <param name="Outputs">What it produces.</param>
/// <param name="Options">Its section of the configuration.</param>
public sealed record ProcessorDescriptor(
    string Name, Type Type, IReadOnlyList<string> Topics, IReadOnlyList<IProduces> Outputs, ProcessorOptions Options)
{
    private const string Suffix = "Processor";

    /// <summary>The consumer group.</summary>
    public string GroupId => Options.GroupId is { Length: > 0 } configured ? configured : DefaultGroupId(Name);

    /// <summary>The record that its topics carry.</summary>
    internal Type MessageType => BasesOf(Type)
        .Single(type => type.IsGenericType && type.GetGenericTypeDefinition() is var definition
            && (definition == typeof(AvroProcessor<>) || definition == typeof(AvroBatchProcessor<>)))
        .GetGenericArguments()[0];

    /// <summary>The group of a processor for which none is configured.</summary>
    public static string DefaultGroupId(string name) => $"sts.{name.ToLowerInvariant()}";

    /// <summary>The name that a class goes by in configuration.</summary>
    public static string NameOf(Type type) =>
        type.Name.EndsWith(Suffix, StringComparison.Ordinal) ? type.Name[..^Suffix.Length] : type.Name;

    private static IEnumerable<Type> BasesOf(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }
}
