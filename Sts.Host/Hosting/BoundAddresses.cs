using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Sts.Host.Hosting;

/// <summary>Where the server listens, once it does: the ports that were found when any free one was asked for.</summary>
internal sealed class BoundAddresses(IServer server)
{
    private ICollection<string> Addresses => server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    /// <summary>The API and the console.</summary>
    public string? Http => Addresses.FirstOrDefault();

    /// <summary>The embedded schema registry, when it is served.</summary>
    public string? Registry => Addresses.Skip(1).FirstOrDefault();
}
