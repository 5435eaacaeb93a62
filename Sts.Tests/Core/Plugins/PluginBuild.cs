using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sts.Tests.Core.Plugins;

/// <summary>Compiles plugins, and what they bring along, from a few lines of C#.</summary>
internal static class PluginBuild
{
    private const string Usings = """
        global using System;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Logging;
        global using Microsoft.Extensions.Options;
        global using Sts.Agents;
        global using Sts.Agents.Speech;
        global using Sts.Agents.Speech.Hearing;
        global using Sts.Core.Configuration;
        global using Sts.Core.Messages;
        global using Sts.Core.Messaging;
        global using Sts.Core.Plugins;

        """;

    private static readonly string[] Contract = ["Sts.Core", "Sts.Agents"];

    // What the test run has loaded or could: the frameworks and STS.
    private static readonly Lazy<Dictionary<string, MetadataReference>> Known = new(() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => !path.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal) || Contract.Contains(Path.GetFileNameWithoutExtension(path)) || path.EndsWith("Avro.dll", StringComparison.Ordinal))
        .DistinctBy(Path.GetFileName)
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), MetadataReference (path) => MetadataReference.CreateFromFile(path)));

    /// <summary>Compiles a plugin against this STS.</summary>
    /// <param name="folder">Where it goes; created if it isn't there.</param>
    /// <param name="name">The assembly's name.</param>
    /// <param name="source">Its code, with the usings of a plugin.</param>
    /// <param name="libraries">Assemblies that it is built against besides; one of the name of one of STS takes its place.</param>
    /// <param name="platform">What it runs on.</param>
    /// <returns>Its path.</returns>
    public static string Plugin(string folder, string name, string source, string[]? libraries = null, Platform platform = Platform.AnyCpu) =>
        Compile(folder, name, [Usings, source], libraries ?? [], platform);

    /// <summary>Compiles a library that knows nothing of STS.</summary>
    /// <returns>Its path.</returns>
    public static string Library(string folder, string name, string source, string version) =>
        Compile(folder, name, [$"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]", source], [], Platform.AnyCpu);

    /// <summary>Compiles an Sts.Core of another version that is just large enough to build a plugin on.</summary>
    /// <returns>Its path.</returns>
    public static string OtherContract(string folder, string version) => Library(folder, "Sts.Core", "namespace Sts.Core.Plugins { public interface IStsPlugin; }", version);

    /// <summary>Compiles a plugin that knows nothing of STS but that of another version.</summary>
    /// <returns>Its path.</returns>
    public static string PluginOf(string folder, string name, string contract) =>
        Compile(folder, name, ["public sealed class Entry : Sts.Core.Plugins.IStsPlugin;"], [contract], Platform.AnyCpu);

    private static string Compile(string folder, string name, string[] sources, string[] libraries, Platform platform)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, $"{name}.dll");
        var compilation = CSharpCompilation.Create(
            name,
            sources.Select(source => CSharpSyntaxTree.ParseText(source, CSharpParseOptions.Default)),
            Known.Value.Where(known => !libraries.Any(library => Path.GetFileNameWithoutExtension(library) == known.Key)).Select(known => known.Value)
                .Concat(libraries.Select(library => MetadataReference.CreateFromFile(library))),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, platform: platform));
        var result = compilation.Emit(path);
        return result.Success ? path : throw new InvalidOperationException(string.Join(Environment.NewLine, result.Diagnostics));
    }
}
