namespace Sts.Agents;

/// <summary>Names of what the agents measure.</summary>
public static class AgentDiagnostics
{
    /// <summary>The meter. Its instruments are named along OpenTelemetry's conventions for generative AI where those have a name.</summary>
    public const string MeterName = "Sts.Agents";
}
