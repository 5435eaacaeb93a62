namespace Sts.Agents;

/// <summary>Which provider the agents use, for the start-up lines and <c>/api/info</c>.</summary>
/// <param name="Name">The provider, as in <c>Agents:Provider</c>.</param>
/// <param name="Description">One line about it; never contains a secret.</param>
public sealed record AgentProviderInfo(string Name, string Description);
