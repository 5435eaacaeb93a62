using System.Net;
using System.Text;

namespace Sts.Agents.Speech.Synthesis;

/// <summary>What came of one attempt: a value, or a problem.</summary>
/// <param name="Value">What was asked for.</param>
/// <param name="Problem">What went wrong, continuing "the endpoint …".</param>
/// <param name="MayPass">Whether another attempt may do better.</param>
/// <param name="RetryAfter">When the server wants the next one.</param>
/// <param name="Cause">The exception behind the problem.</param>
internal sealed record HttpAnswer<T>(T? Value, string? Problem, bool MayPass, TimeSpan? RetryAfter, Exception? Cause)
    where T : class
{
    public static HttpAnswer<T> Of(T value) => new(value, null, false, null, null);

    /// <summary>No answer: the connection failed, broke, or brought more than is wanted.</summary>
    public static HttpAnswer<T> From(HttpRequestException e) =>
        new(null, $"can't be reached or broke off: {Excerpt.Of(e.Message)}", e.HttpRequestError != HttpRequestError.ConfigurationLimitExceeded, null, e);

    /// <summary>An answer that is not what was asked for.</summary>
    /// <param name="response">Its status and headers.</param>
    /// <param name="body">All that was sent.</param>
    /// <param name="key">The key of the request.</param>
    /// <param name="what">What it is not, such as "a usable WAV file: it has no samples".</param>
    /// <param name="cause">The exception behind it.</param>
    public static HttpAnswer<T> Unusable(HttpResponseMessage response, ReadOnlyMemory<byte> body, string? key, string what, Exception? cause)
    {
        var type = response.Content.Headers.ContentType?.MediaType ?? "no content type";
        return new(null, $"answered with {type} that is not {what}{Quote(body, key)}", false, null, cause);
    }

    /// <summary>A status that is no success.</summary>
    /// <param name="response">The status and the headers.</param>
    /// <param name="body">All that was sent.</param>
    /// <param name="key">The key of the request, which a server may quote in its complaint: it is blotted out.</param>
    /// <param name="advice">Which settings to check, by status.</param>
    /// <param name="now">The time, for a <c>Retry-After</c> that is a date.</param>
    public static HttpAnswer<T> FromStatus(
        HttpResponseMessage response, ReadOnlyMemory<byte> body, string? key, Func<HttpStatusCode, string> advice, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        var wait = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - now : null;
        return new(null, $"answered {status}{Quote(body, key)}{advice(response.StatusCode)}", status is 408 or 429 or >= 500, wait, null);
    }

    private static string Quote(ReadOnlyMemory<byte> body, string? key)
    {
        var head = body.Span[..Math.Min(body.Length, 4096)];
        if (head.Contains((byte)0))
            return $" (begins with {Convert.ToHexString(head[..Math.Min(head.Length, 8)])})";
        var said = Encoding.UTF8.GetString(head);
        return Excerpt.Of(key is null ? said : said.Replace(key, "***", StringComparison.Ordinal)) is { Length: > 0 } text ? $": {text}" : " (empty)";
    }
}
