using System.Net.Sockets;
using Sts.Core.Diagnostics.Checks;

namespace Sts.Agents.Speech;

/// <summary>Looks whether somebody listens at an address, and says no word there.</summary>
internal static class Reach
{
    public static Task<CheckResult> CheckAsync(string setting, Uri address, CancellationToken cancellationToken) =>
        CheckAsync(setting, (address.IdnHost, address.Port), cancellationToken);

    public static async Task<CheckResult> CheckAsync(string setting, (string Host, int Port) address, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.Host, address.Port, cancellationToken);
            return CheckResult.Ok($"somebody listens at {address.Host}:{address.Port}");
        }
        catch (SocketException exception)
        {
            return CheckResult.Fault($"nobody answers at {address.Host}:{address.Port}: {exception.Message}", $"Start the service, or correct {setting}.");
        }
    }
}
