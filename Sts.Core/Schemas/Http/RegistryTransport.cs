using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sts.Core.Diagnostics;

namespace Sts.Core.Schemas.Http;

/// <summary>Sends requests to a registry: the first of its addresses that answers, starting with the one that answered last.</summary>
internal sealed partial class RegistryTransport : IDisposable
{
    private const string ContentType = "application/vnd.schemaregistry.v1+json";

    private readonly HttpClient _http;
    private readonly Uri[] _addresses;
    private readonly OutageNotice[] _outages;
    private readonly Backoff _backoff;
    private readonly ILogger _logger;
    private readonly TimeSpan _timeout;
    private int _preferred;

    public RegistryTransport(SchemaRegistryOptions options, Backoff backoff, ILogger logger)
    {
        (_backoff, _logger) = (backoff, logger);
        _timeout = TimeSpan.FromMilliseconds(options.RequestTimeoutMs);
        // With a slash at the end, relative addresses are added to the path instead of replacing its last part.
        _addresses = [.. options.Addresses.Select(a => new Uri(a.TrimEnd('/') + "/"))];
        _outages = [.. _addresses.Select(_ => new OutageNotice())];
        // Connections are given up now and then, so that a changed DNS entry is noticed.
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), SslOptions = RegistryCertificates.Read(options) };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Accept.ParseAdd($"{ContentType}, application/json");
        _http.DefaultRequestHeaders.Authorization = Authorization(options);
    }

    /// <summary>Sends a request, and returns the answer's JSON. While no address answers, most requests fail at once instead.</summary>
    /// <exception cref="SchemaRegistryException">No address answered, or one refused.</exception>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        _backoff.Enter();
        try
        {
            var answer = await AskEachAsync(method, path, body, cancellationToken);
            _backoff.Succeed();
            return answer;
        }
        catch (SchemaRegistryException e) when (RegistryError.IsDown(e))
        {
            _backoff.Fail(e);
            throw;
        }
        catch (SchemaRegistryException)
        {
            _backoff.Succeed(); // a refusal is an answer
            throw;
        }
        catch
        {
            _backoff.GiveUp();
            throw;
        }
    }

    private async Task<JsonElement> AskEachAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        SchemaRegistryException? failure = null;
        var first = Volatile.Read(ref _preferred);
        for (var i = 0; i < _addresses.Length; i++)
        {
            var index = (first + i) % _addresses.Length;
            try
            {
                var answer = await SendAsync(_addresses[index], method, path, body, cancellationToken);
                Volatile.Write(ref _preferred, index);
                if (_outages[index].Ends())
                    LogAnswers(_addresses[index]);

                return answer;
            }
            catch (SchemaRegistryException e) when (RegistryError.IsWorthFailover(e))
            {
                failure = e;
                if (_outages[index].Begins())
                    LogUnanswered(_addresses[index], e.Message);
            }
        }

        throw failure!;
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendAsync(Uri address, HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_timeout);
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(address, path));
            if (body is not null)
                request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue(ContentType) } };

            using var response = await _http.SendAsync(request, timeout.Token);
            var text = await response.Content.ReadAsStringAsync(timeout.Token);
            if (!response.IsSuccessStatusCode)
                throw RegistryError.From(response.StatusCode, text);

            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unanswered($"The schema registry at {address} did not answer within {_timeout.TotalMilliseconds:0} ms.", null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Unanswered($"The schema registry at {address} can't be reached: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw Unanswered($"What answers at {address} does not speak a schema registry's JSON.", e);
        }
    }

    private static SchemaRegistryException Unanswered(string message, Exception? cause) =>
        new(message, errorCode: 0, statusCode: null, isTransient: true, cause);

    private static AuthenticationHeaderValue? Authorization(SchemaRegistryOptions options)
    {
        if (options.BasicAuthUserInfo.Length > 0)
            return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(options.BasicAuthUserInfo)));

        return options.BearerToken.Length > 0 ? new AuthenticationHeaderValue("Bearer", options.BearerToken) : null;
    }

    [LoggerMessage(EventId = 2201, EventName = "SchemaRegistryUnanswered", Level = LogLevel.Warning, Message = "Schema registry {Address} failed: {Reason}")]
    private partial void LogUnanswered(Uri address, string reason);

    [LoggerMessage(EventId = 2203, EventName = "SchemaRegistryAnswers", Level = LogLevel.Information, Message = "Schema registry {Address} answers again")]
    private partial void LogAnswers(Uri address);
}
