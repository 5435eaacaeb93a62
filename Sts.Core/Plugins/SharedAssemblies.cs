namespace Sts.Core.Plugins;

/// <summary>
/// The assemblies that the host and its plugins have in common, since their types go from one to the other: the contract, what its public API
/// is made of, and the frameworks. Of everything else a plugin may bring its own version.
/// </summary>
internal static class SharedAssemblies
{
    private static readonly HashSet<string> OfTheApi = new(StringComparer.OrdinalIgnoreCase)
    {
        "Sts.Core", "Sts.Agents", "Sts.Processors", "Sts.Host",
        "Avro", "Confluent.Kafka",
        "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational",
    };

    private static readonly HashSet<string> OfTheFrameworks = FindFrameworks();

    /// <summary>Whether an assembly of this name is always the host's.</summary>
    public static bool Contains(string name) => OfTheApi.Contains(name) || OfTheFrameworks.Contains(name);

    // The runtime's list has those of the frameworks and of the program; the latter's lie beside it.
    private static HashSet<string> FindFrameworks() => new(
        (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => !path.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path)!),
        StringComparer.OrdinalIgnoreCase);
}
