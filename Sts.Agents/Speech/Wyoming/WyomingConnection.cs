using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sts.Agents.Speech.Wyoming;

/// <summary>
/// A connection to a Wyoming server. An event is a line of JSON (<c>type</c>, <c>data</c>, <c>data_length</c>, <c>payload_length</c>), then so many bytes
/// of JSON that add to its data, then so many bytes of samples.
/// </summary>
internal sealed class WyomingConnection : IAsyncDisposable
{
    private const int MaxLine = 1 << 20;
    private const int MaxBody = 64 << 20;

    private readonly string _title;
    private readonly WyomingOptions _options;
    private readonly TimeProvider _time;
    private readonly TcpClient _client = new() { NoDelay = true };
    private PipeReader? _reader;

    private WyomingConnection(string section, WyomingOptions options, TimeProvider time) =>
        (_title, _options, _time) = ($"{section}:Address {options.Address}", options, time);

    /// <summary>Connects.</summary>
    /// <param name="section">The section of the options, for messages.</param>
    /// <param name="options">Where to.</param>
    /// <param name="time">For the time-out.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SpeechException">Nobody answers there.</exception>
    public static async Task<WyomingConnection> OpenAsync(string section, WyomingOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var connection = new WyomingConnection(section, options, time);
        try
        {
            var (host, port) = WyomingAddress.Parse(options.Address!);
            await connection.GuardAsync<object?>(
                async token =>
                {
                    await connection._client.ConnectAsync(host, port, token);
                    return null;
                },
                cancellationToken);
            connection._reader = PipeReader.Create(connection._client.GetStream());
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends an event.</summary>
    /// <exception cref="SpeechException">The connection is broken, or the server takes nothing.</exception>
    public Task SendAsync(WyomingEvent message, CancellationToken cancellationToken) => GuardAsync<object?>(
        async token =>
        {
            var header = new JsonObject { ["type"] = message.Type, ["data"] = message.Data };
            if (message.Payload.Length > 0)
                header["payload_length"] = message.Payload.Length;
            var line = JsonSerializer.SerializeToUtf8Bytes(header);
            byte[] bytes = [.. line, (byte)'\n', .. message.Payload.Span];
            await _client.GetStream().WriteAsync(bytes, token);
            return null;
        },
        cancellationToken);

    /// <summary>Receives an event; one of type <c>error</c> is thrown.</summary>
    /// <exception cref="SpeechException">The connection is broken, the server is silent for too long, sends something else, or reports an error.</exception>
    public async Task<WyomingEvent> ReceiveAsync(CancellationToken cancellationToken)
    {
        var message = await GuardAsync(ReadAsync, cancellationToken);
        return message.Type == "error"
            ? throw new SpeechException($"{_title} reports: {Excerpt.Of(message.Text("text") ?? message.Text("code") ?? "an error")}. Check the names of voices and models there.")
            : message;
    }

    /// <summary>What was received makes no sense at this point.</summary>
    public SpeechException Unexpected(string what) => new($"{_title} sent {what}. Is it a Wyoming server for this purpose?");

    public async ValueTask DisposeAsync()
    {
        if (_reader is not null)
            await _reader.CompleteAsync();
        _client.Dispose();
    }

    private async Task<WyomingEvent> ReadAsync(CancellationToken cancellationToken)
    {
        var header = JsonNode.Parse(await ReadLineAsync(cancellationToken))?.AsObject() ?? throw new InvalidDataException("an empty header");
        var data = header["data"] as JsonObject ?? [];
        header.Remove("data");
        if (Length(header, "data_length") is > 0 and var dataLength)
        {
            foreach (var (name, value) in JsonNode.Parse(await ReadExactlyAsync(dataLength, cancellationToken))?.AsObject() ?? [])
                data[name] = value?.DeepClone();
        }

        var payload = await ReadExactlyAsync(Length(header, "payload_length"), cancellationToken);
        return new WyomingEvent(header["type"]?.GetValue<string>() ?? throw new InvalidDataException("a header without a type"), data, payload);
    }

    private static int Length(JsonObject header, string name) => header[name]?.GetValue<int>() ?? 0;

    private async Task<byte[]> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await _reader!.ReadAsync(cancellationToken);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = result.Buffer.Slice(0, end).ToArray();
                _reader.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line;
            }

            if (result.IsCompleted)
                throw new IOException("the server ended the connection");
            if (result.Buffer.Length > MaxLine)
                throw new InvalidDataException("a header that does not end");
            _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private async Task<byte[]> ReadExactlyAsync(int length, CancellationToken cancellationToken)
    {
        if (length is < 0 or > MaxBody)
            throw new InvalidDataException($"a length of {length}");
        if (length == 0)
            return [];
        var result = await _reader!.ReadAtLeastAsync(length, cancellationToken);
        if (result.Buffer.Length < length)
            throw new IOException("the server ended the connection in the middle of an event");
        var bytes = result.Buffer.Slice(0, length).ToArray();
        _reader.AdvanceTo(result.Buffer.GetPosition(length));
        return bytes;
    }

    private async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechException($"{_title} was silent for {_options.Timeout}, which is the Timeout beside that setting.", e);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            throw new SpeechException($"{_title} can't be reached or broke off: {Excerpt.Of(e.Message)}", e);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException or FormatException)
        {
            throw new SpeechException($"{_title} does not speak the Wyoming protocol: {Excerpt.Of(e.Message)}", e);
        }
    }
}
