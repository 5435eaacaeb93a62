using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sts.Tests.Agents.Speech;

/// <summary>A real TCP server that answers each event of a connection as the test wants. It reads and writes bytes by itself.</summary>
internal sealed class WyomingServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<JsonObject, Stream, Task> _answer;
    private readonly Task _serving;

    /// <summary>Starts a server; <paramref name="answer"/> gets each header and the connection, and throws to break it.</summary>
    public WyomingServer(Func<JsonObject, Stream, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Headers in the order of their arrival, and the bytes that followed them.</summary>
    public ConcurrentQueue<(JsonObject Header, byte[] Payload)> Received { get; } = new();

    /// <summary>Writes an event as servers do: its data after the header.</summary>
    public static async Task SendAsync(Stream stream, string type, object? data = null, byte[]? payload = null)
    {
        var body = data is null ? [] : JsonSerializer.SerializeToUtf8Bytes(data);
        var header = new JsonObject { ["type"] = type, ["version"] = "1.7.2" };
        if (body.Length > 0)
            header["data_length"] = body.Length;
        if (payload is not null)
            header["payload_length"] = payload.Length;
        await stream.WriteAsync((byte[])[.. Encoding.UTF8.GetBytes(header.ToJsonString()), (byte)'\n', .. body, .. payload ?? []]);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving;
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                await ConverseAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task ConverseAsync(NetworkStream stream)
    {
        try
        {
            while (await ReadLineAsync(stream) is { Length: > 0 } line)
            {
                var header = JsonNode.Parse(line)!.AsObject();
                var payload = new byte[header["payload_length"]?.GetValue<int>() ?? 0];
                await stream.ReadExactlyAsync(payload, _stopping.Token);
                Received.Enqueue((header, payload));
                await _answer(header, stream);
            }
        }
        catch (IOException)
        {
            // The connection is broken, by the test or by the client.
        }
    }

    private async Task<string> ReadLineAsync(NetworkStream stream)
    {
        var line = new ArrayBufferWriter<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stopping.Token) == 1 && one[0] != '\n')
            line.Write(one);
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }
}
