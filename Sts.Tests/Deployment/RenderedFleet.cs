using System.Diagnostics;
using k8s;
using k8s.Models;
using Sts.Tests.Core.Schemas;
using Sts.Tests.Integration;

namespace Sts.Tests.Deployment;

/// <summary>The manifests of <c>deploy/kubernetes/example</c> as kustomize renders them, read by the types of Kubernetes, in which an unknown name is an error.</summary>
internal sealed class RenderedFleet
{
    private static readonly Lazy<RenderedFleet> Rendered = new(Render);

    private readonly List<object> _objects;

    private RenderedFleet(string yaml) => _objects = KubernetesYaml.LoadAllFromString(
        yaml, new Dictionary<string, Type> { ["keda.sh/v1alpha1/ScaledObject"] = typeof(ScaledObject) }, strict: true);

    /// <summary>Rendered once; the test is skipped where there is no kubectl.</summary>
    public static RenderedFleet Require()
    {
        TestEnvironment.RequireKubectl();
        return Rendered.Value;
    }

    public int Count => _objects.Count;

    public IReadOnlyList<T> All<T>() => [.. _objects.OfType<T>()];

    /// <summary>The environment of a deployment's container, with what refers to other variables filled in, and with what the image sets.</summary>
    public static Dictionary<string, string> EnvironmentOf(V1Deployment deployment)
    {
        var environment = new Dictionary<string, string>(ImageFile.Read().Environment);
        foreach (var variable in deployment.Spec.Template.Spec.Containers.Single().Env)
        {
            environment[variable.Name] = environment.Aggregate(
                variable.Value, (value, other) => value.Replace($"$({other.Key})", other.Value, StringComparison.Ordinal));
        }

        return environment;
    }

    public static string ComponentOf(V1ObjectMeta metadata) => metadata.Labels["app.kubernetes.io/component"];

    private static RenderedFleet Render()
    {
        // Beside the secrets that its user makes, which are not in the repository.
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "deploy"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder.Path, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var example = Path.Combine(folder.Path, "deploy", "kubernetes", "example");
        foreach (var secret in new[] { "operator-key", "monitor-key", "database-password" })
        {
            File.WriteAllText(Path.Combine(example, secret), "secret");
        }

        var start = new ProcessStartInfo("kubectl", ["kustomize", example]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var kubectl = Process.Start(start)!;
        var problems = kubectl.StandardError.ReadToEndAsync();
        var yaml = kubectl.StandardOutput.ReadToEnd();
        kubectl.WaitForExit();
        kubectl.ExitCode.Should().Be(0, problems.GetAwaiter().GetResult());
        return new RenderedFleet(yaml);
    }
}
