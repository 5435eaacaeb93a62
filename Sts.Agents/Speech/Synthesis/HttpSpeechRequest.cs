using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sts.Agents.Speech.Synthesis;

/// <summary>The body of a request for speech, by the OpenAI API reference ("Create speech").</summary>
internal sealed record HttpSpeechRequest(
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("input")] string Input,
    [property: JsonPropertyName("voice")] string Voice,
    [property: JsonPropertyName("speed")] double Speed,
    [property: JsonPropertyName("response_format")] string ResponseFormat)
{
    /// <summary>As content of known length: not every small server reads a chunked request.</summary>
    public HttpContent ToContent() =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(this)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
