using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Core.Diagnostics.Checks;
using Sts.Core.Schemas;
using Sts.Host.Api;
using Sts.Host.Cli;
using Sts.Host.Hosting;

namespace Sts.Host.Doctor;

/// <summary>Looks whether the host can listen where it should, or runs there already; then, how its processors are doing.</summary>
internal sealed class PortsCheck(IOptions<HttpOptions> http, IOptions<SchemaRegistryOptions> registry, IConfiguration configuration) : ISystemCheck
{
    // Whoever has the port may be no web server, and say nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public string Name => "ports";

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        var own = (http.Value.Address, http.Value.Port, "Http:Port");
        var embedded = registry.Value.Embedded;
        if (FindProblem(own) is not { } problem)
        {
            var other = registry.Value.IsEmbedded ? FindProblem((embedded.Address, embedded.Port, "SchemaRegistry:Embedded:Port")) : null;
            return [other ?? CheckResult.Ok($"{Describe(own)}{(registry.Value.IsEmbedded ? $" and {embedded.Port}" : "")} can be listened at; no host runs there")];
        }

        return await FindHostAsync(cancellationToken) is { } found ? found : [problem];
    }

    private static CheckResult? FindProblem((string Address, int Port, string Setting) place)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Parse(place.Address), place.Port);
            listener.Start();
            return null;
        }
        catch (Exception exception) when (exception is SocketException or FormatException)
        {
            return CheckResult.Fault(
                $"{Describe(place)} can't be listened at: {exception.Message}",
                $"End the program that is there, or set {place.Setting} to another port (0 is any free one).");
        }
    }

    private async Task<CheckResult[]?> FindHostAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var host = HostClient.Of(configuration);
            var info = (await host.GetAsync("/api/info", patience.Token)).Deserialize<InfoResponse>(JsonSerializerOptions.Web)!;
            CheckResult[] processors =
            [
                .. info.Processors.Where(processor => processor.State is not "Running").Select(processor => CheckResult.Warning(
                    $"{processor.Name} is {processor.State} in the host that runs at {host.Url}{(processor.LastError is { } error ? $": {error}" : "")}",
                    processor.State is "Paused" ? $"Let it go on with: processors resume {processor.Name}" : "Its log tells more; 'processors' shows how it goes on.")),
            ];
            return [CheckResult.Ok($"a host, STS {info.Version}, runs at {host.Url} with {info.Processors.Count} processor(s)"), .. processors];
        }
        catch (Exception exception) when (exception is StsConfigurationException or HttpRequestException or JsonException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static string Describe((string Address, int Port, string Setting) place) => $"{place.Address}:{place.Port}";
}
