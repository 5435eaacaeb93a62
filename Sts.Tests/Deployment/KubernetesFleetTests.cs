using System.Globalization;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sts.Core.Kafka;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Schemas;
using Sts.Host.Hosting;

namespace Sts.Tests.Deployment;

/// <summary>The manifests are valid, tell the hosts what they understand, and fit each other.</summary>
public sealed class KubernetesFleetTests
{
    private const int OfEachRole = 6;

    private static RenderedFleet Fleet => RenderedFleet.Require();

    [Test]
    public void Fleet_Rendered_HasEveryPartOnceForEachRole()
    {
        Fleet.All<V1Deployment>().Select(deployment => RenderedFleet.ComponentOf(deployment.Metadata))
            .Should().BeEquivalentTo("aggregator", "api", "intent", "persistence", "realtime", "session");
        Fleet.All<V1PodDisruptionBudget>().Should().HaveCount(OfEachRole);
        Fleet.All<ScaledObject>().Should().HaveCount(OfEachRole - 1, "the API has no lag");
        Fleet.Count.Should().Be((3 * OfEachRole) - 1 + 5, "there are a service, two network policies, a config map and a secret besides");
    }

    [Test]
    public async Task Deployments_WithTheirEnvironment_RunWhatTheyAreCalled()
    {
        foreach (var deployment in Fleet.All<V1Deployment>())
        {
            await using var host = new DeployedHost(RenderedFleet.EnvironmentOf(deployment));

            var component = RenderedFleet.ComponentOf(deployment.Metadata);
            host.App.Services.GetRequiredService<ProcessorMonitor>().Statuses.Select(status => status.Descriptor.Name.ToLowerInvariant())
                .Should().BeEquivalentTo(component == "api" ? [] : new[] { component });
            Fleet.All<V1ConfigMap>().Single().Data.Keys.Should().Contain(host.FilesIn("/etc/sts/config/"));
            Fleet.All<V1Secret>().Single().Data.Keys.Should().Contain(host.FilesIn("/etc/sts/secrets/"));
            ExpectTimeToStop(deployment.Spec.Template.Spec, host);
            ExpectPorts(deployment, host);
        }
    }

    [Test]
    public void Deployments_MountWhatIsThere()
    {
        foreach (var pod in Fleet.All<V1Deployment>().Select(deployment => deployment.Spec.Template.Spec))
        {
            pod.Volumes.Single(volume => volume.ConfigMap is not null).ConfigMap.Name.Should().Be(Fleet.All<V1ConfigMap>().Single().Metadata.Name);
            pod.Volumes.Single(volume => volume.Secret is not null).Secret.SecretName.Should().Be(Fleet.All<V1Secret>().Single().Metadata.Name);
            pod.Containers.Single().VolumeMounts.Select(mount => mount.Name).Should().BeEquivalentTo(pod.Volumes.Select(volume => volume.Name));
        }
    }

    [Test]
    public void Deployments_MayDoNoMoreThanTheyNeed()
    {
        foreach (var pod in Fleet.All<V1Deployment>().Select(deployment => deployment.Spec.Template.Spec))
        {
            pod.SecurityContext.RunAsNonRoot.Should().BeTrue();
            $"{pod.SecurityContext.RunAsUser}:{pod.SecurityContext.RunAsGroup}".Should().Be(ImageFile.Read().User);
            pod.AutomountServiceAccountToken.Should().BeFalse();
            var container = pod.Containers.Single();
            container.SecurityContext.ReadOnlyRootFilesystem.Should().BeTrue();
            container.SecurityContext.AllowPrivilegeEscalation.Should().BeFalse();
            container.SecurityContext.Capabilities.Drop.Should().Equal("ALL");
            container.Resources.Requests.Keys.Should().BeEquivalentTo("cpu", "memory");
            container.Resources.Limits.Keys.Should().Contain("memory");
            container.Image.Should().EndWith($":{SystemInfo.Version}");
        }
    }

    [Test]
    public void Probes_AskForWhatTheHostServes()
    {
        foreach (var container in Fleet.All<V1Deployment>().Select(deployment => deployment.Spec.Template.Spec.Containers.Single()))
        {
            new[] { container.StartupProbe, container.LivenessProbe }.Should().OnlyContain(probe => probe.HttpGet.Path == "/health/live" && probe.HttpGet.Port.Value == "http");
            container.ReadinessProbe.HttpGet.Path.Should().Be("/health/ready");
        }
    }

    [Test]
    public void Selectors_FindTheirPods()
    {
        foreach (var deployment in Fleet.All<V1Deployment>())
        {
            var labels = deployment.Spec.Template.Metadata.Labels;
            labels.Should().Contain(deployment.Spec.Selector.MatchLabels);
            Fleet.All<V1PodDisruptionBudget>().Should().ContainSingle(budget => budget.Spec.Selector.MatchLabels.All(label => labels.Contains(label)), deployment.Metadata.Name);
            Fleet.All<V1NetworkPolicy>().Should().Contain(policy => policy.Spec.PodSelector.MatchLabels.All(label => labels.Contains(label)));
        }

        var api = Fleet.All<V1Deployment>().Single(deployment => RenderedFleet.ComponentOf(deployment.Metadata) == "api").Spec.Template;
        var service = Fleet.All<V1Service>().Single().Spec;
        api.Metadata.Labels.Should().Contain(service.Selector);
        api.Spec.Containers.Single().Ports.Select(port => port.Name).Should().BeEquivalentTo(service.Ports.Select(port => port.TargetPort.Value));
    }

    [Test]
    public async Task Scaling_GoesByTheLagOfTheProcessorThatIsScaledAndNotBeyondItsPartitions()
    {
        foreach (var scaled in Fleet.All<ScaledObject>())
        {
            var deployment = Fleet.All<V1Deployment>().Single(deployment => deployment.Metadata.Name == scaled.Spec.ScaleTargetRef.Name);
            deployment.Spec.Replicas.Should().BeNull("the autoscaler says how many there are");
            await using var host = new DeployedHost(RenderedFleet.EnvironmentOf(deployment));
            var processor = host.App.Services.GetRequiredService<ProcessorMonitor>().Statuses.Single().Descriptor;
            var kafka = host.App.Services.GetRequiredService<IOptions<KafkaOptions>>().Value;
            var trigger = scaled.Spec.Triggers.Single();
            trigger.Type.Should().Be("kafka");
            trigger.Metadata["consumerGroup"].Should().Be(processor.GroupId);
            processor.Topics.Should().Equal(trigger.Metadata["topic"]);
            trigger.Metadata["bootstrapServers"].Should().Be(kafka.BootstrapServers);
            long.Parse(trigger.Metadata["lagThreshold"], CultureInfo.InvariantCulture).Should().BePositive();
            scaled.Spec.MaxReplicaCount.Should().Be(kafka.Topics.Partitions);
        }
    }

    private static void ExpectTimeToStop(V1PodSpec pod, DeployedHost host)
    {
        var pause = TimeSpan.FromSeconds(pod.Containers.Single().Lifecycle?.PreStop?.Sleep?.Seconds ?? 0);
        var timeout = host.App.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
        TimeSpan.FromSeconds(pod.TerminationGracePeriodSeconds ?? 0).Should().BeGreaterThan(pause + timeout);
    }

    private static void ExpectPorts(V1Deployment deployment, DeployedHost host)
    {
        var ports = deployment.Spec.Template.Spec.Containers.Single().Ports.ToDictionary(port => port.Name, port => port.ContainerPort);
        ports["http"].Should().Be(host.App.Services.GetRequiredService<IOptions<HttpOptions>>().Value.Port);
        if (ports.TryGetValue("registry", out var registry))
        {
            var embedded = host.App.Services.GetRequiredService<IOptions<SchemaRegistryOptions>>().Value.Embedded;
            (embedded.Port, embedded.Address).Should().Be((registry, "0.0.0.0"));
        }
    }
}
