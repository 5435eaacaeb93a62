using System.Net;
using System.Text;
using Sts.Agents.Speech.Audio;

namespace Sts.Agents.Speech.Synthesis;

/// <summary>What came of one attempt: sound, or a problem.</summary>
/// <param name="Audio">The sound.</param>
/// <param name="Problem">What went wrong, continuing "the endpoint …".</param>
/// <param name="MayPass">Whether another attempt may do better.</param>
/// <param name="RetryAfter">When the server wants the next one.</param>
/// <param name="Cause">The exception behind the problem.</param>
internal sealed record HttpSpeechAnswer(SpeechAudio? Audio, string? Problem, bool MayPass, TimeSpan? RetryAfter, Exception? Cause)
{
    /// <summary>No answer: the connection failed, broke, or brought more than is sound.</summary>
    public static HttpSpeechAnswer From(HttpRequestException e) =>
        new(null, $"can't be reached or broke off: {Excerpt.Of(e.Message)}", e.HttpRequestError != HttpRequestError.ConfigurationLimitExceeded, null, e);

    /// <summary>Judges an answer by what it holds, not by the content type it claims.</summary>
    /// <param name="response">The status and the headers.</param>
    /// <param name="body">All that was sent.</param>
    /// <param name="key">The key of the request, which a server may quote in its complaint: it is blotted out.</param>
    /// <param name="now">The time, for a <c>Retry-After</c> that is a date.</param>
    public static HttpSpeechAnswer From(HttpResponseMessage response, ReadOnlyMemory<byte> body, string? key, DateTimeOffset now)
    {
        if (!response.IsSuccessStatusCode)
            return FromStatus(response, Quote(body, key), now);
        try
        {
            var wav = WavFile.Read(body);
            if (wav.Samples.IsEmpty)
                throw new InvalidDataException("it has no samples");
            return new(new SpeechAudio(wav.Bytes, wav.Duration), null, false, null, null);
        }
        catch (InvalidDataException e)
        {
            var type = response.Content.Headers.ContentType?.MediaType ?? "no content type";
            return new(null, $"answered with {type} that is not a usable WAV file: {e.Message}{Quote(body, key)}", false, null, e);
        }
    }

    private static HttpSpeechAnswer FromStatus(HttpResponseMessage response, string quote, DateTimeOffset now)
    {
        var advice = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => " Check Speech:Http:ApiKey or ApiKeyFile.",
            HttpStatusCode.NotFound => " Check Speech:Http:Endpoint and Speech:Http:Model.",
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => " Check Speech:Http:Model and Speech:Http:Voice.",
            _ => "",
        };
        var status = (int)response.StatusCode;
        var wait = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - now : null;
        return new(null, $"answered {status}{quote}{advice}", status is 408 or 429 or >= 500, wait, null);
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
