using Sts.Core.Kafka.Hosting;
using Sts.Host.Hosting;

namespace Sts.Host.Api;

/// <summary>What the host runs on.</summary>
internal static class InfoEndpoints
{
    public static void MapInfo(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/info", (SystemInfo info) => new InfoResponse(
        SystemInfo.Version, info.BootstrapServers, info.SchemaRegistryUrl, info.Database, info.Agents, info.Speech,
        [.. info.Processors.Select(ToResponse)], [.. info.Plugins.Select(plugin => new PluginResponse(plugin.Name, plugin.Version, plugin.Error is null ? "Loaded" : "Failed", plugin.Error))]));

    private static ProcessorResponse ToResponse(ProcessorStatus status) => new(
        status.Descriptor.Name, status.State.ToString(), status.Descriptor.Topics, status.Descriptor.GroupId, status.Lag, status.InFlight, status.LastError?.Message);
}

/// <summary>The answer of <c>GET /api/info</c>.</summary>
internal sealed record InfoResponse(
    string Version, string BootstrapServers, string? SchemaRegistryUrl, string Database, string Agents, string Speech,
    IReadOnlyList<ProcessorResponse> Processors, IReadOnlyList<PluginResponse> Plugins);

/// <summary>One processor in the answer of <c>GET /api/info</c>.</summary>
internal sealed record ProcessorResponse(
    string Name, string State, IReadOnlyList<string> Topics, string GroupId, long Lag, int InFlight, string? LastError);

/// <summary>One plugin in the answer of <c>GET /api/info</c>: whether it is loaded or has failed, and why.</summary>
internal sealed record PluginResponse(string Name, string? Version, string State, string? Error);
