using System.Text.RegularExpressions;
using Sts.Tests.Core.Schemas;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Sts.Tests.Deployment;

/// <summary><c>compose.yaml</c>, with its anchors merged and its variables at their defaults.</summary>
internal sealed partial class ComposeFile
{
    private readonly Dictionary<object, object> _root;

    private ComposeFile(Dictionary<object, object> root) => _root = root;

    public IReadOnlyDictionary<string, Dictionary<object, object>> Services =>
        Section("services").ToDictionary(service => (string)service.Key, service => (Dictionary<object, object>)service.Value);

    /// <summary>The services that run the host.</summary>
    public IReadOnlyDictionary<string, Dictionary<object, object>> Hosts =>
        Services.Where(service => ImageOf(service.Value).StartsWith("sts:", StringComparison.Ordinal)).ToDictionary();

    public static ComposeFile Read()
    {
        var text = Variable().Replace(File.ReadAllText(Path.Combine(Repository.Root, "compose.yaml")), "$1");
        return new ComposeFile(new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(new StringReader(text)))));
    }

    public Dictionary<object, object> Section(string name) => (Dictionary<object, object>)_root[name];

    public static string ImageOf(Dictionary<object, object> service) => (string)service["image"];

    public static IReadOnlyList<string> ListOf(Dictionary<object, object> service, string name) =>
        service.TryGetValue(name, out var list) ? [.. ((List<object>)list).Cast<string>()] : [];

    /// <summary>The environment of a host, with what the image sets.</summary>
    public static Dictionary<string, string> EnvironmentOf(Dictionary<object, object> service)
    {
        var environment = new Dictionary<string, string>(ImageFile.Read().Environment);
        foreach (var (name, value) in (Dictionary<object, object>)service["environment"])
        {
            environment[(string)name] = (string)value;
        }

        return environment;
    }

    [GeneratedRegex(@"\$\{\w+:-([^}]*)\}")]
    private static partial Regex Variable();
}
