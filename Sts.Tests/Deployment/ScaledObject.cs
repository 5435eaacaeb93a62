using k8s.Models;

namespace Sts.Tests.Deployment;

/// <summary>What KEDA scales, by its reference of 2.17, as far as the manifests use it: a name that is not in here is refused.</summary>
public sealed class ScaledObject
{
    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public V1ObjectMeta Metadata { get; set; } = new();

    public ScaledObjectSpec Spec { get; set; } = new();
}

/// <summary>What is scaled, how far, and by what.</summary>
public sealed class ScaledObjectSpec
{
    public ScaledTarget ScaleTargetRef { get; set; } = new();

    public int PollingInterval { get; set; }

    public int CooldownPeriod { get; set; }

    public int MinReplicaCount { get; set; }

    public int MaxReplicaCount { get; set; }

    public ScaledAdvanced Advanced { get; set; } = new();

    public List<ScaleTrigger> Triggers { get; set; } = [];
}

/// <summary>The workload; a Deployment unless it says otherwise.</summary>
public sealed class ScaledTarget
{
    public string Name { get; set; } = "";
}

/// <summary>The autoscaler that KEDA makes.</summary>
public sealed class ScaledAdvanced
{
    public ScaledAutoscaler HorizontalPodAutoscalerConfig { get; set; } = new();
}

/// <summary>How fast it may go up and down.</summary>
public sealed class ScaledAutoscaler
{
    public V2HorizontalPodAutoscalerBehavior? Behavior { get; set; }
}

/// <summary>What it goes by. KEDA wants all values as strings.</summary>
public sealed class ScaleTrigger
{
    public string Type { get; set; } = "";

    public Dictionary<string, string> Metadata { get; set; } = [];
}
