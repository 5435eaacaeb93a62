using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sts.Tests.Integration.WebConsole;

/// <summary>A port that leads to a host, or to nobody, or to another host.</summary>
internal sealed class TcpRelay : IDisposable
{
    private readonly ConcurrentBag<TcpClient> _connections = [];
    private readonly int _port = TestEnvironment.FreePort();
    private TcpListener? _listener;

    public Uri Address => new($"http://127.0.0.1:{_port}/");

    /// <summary>From now on, the port leads to a host.</summary>
    public void LeadTo(Uri host)
    {
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Start();
        _ = AcceptAsync(_listener, host.Port);
    }

    /// <summary>From now on, nobody listens, and all connections are over.</summary>
    public void Cut()
    {
        _listener?.Dispose();
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }
    }

    public void Dispose() => Cut();

    private async Task AcceptAsync(TcpListener listener, int port)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                var host = new TcpClient(AddressFamily.InterNetwork);
                _connections.Add(client);
                _connections.Add(host);
                await host.ConnectAsync(IPAddress.Loopback, port);
                _ = PassAsync(client, host);
                _ = PassAsync(host, client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It was cut.
        }
    }

    private static async Task PassAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            to.Dispose();
        }
    }
}
