using System.Runtime.CompilerServices;
using Sts.Agents.Speech.Audio;

namespace Sts.Agents.Speech.Synthesis;

/// <summary>Sound in an HTTP answer, read as it arrives. It is judged by what it holds, not by the content type it claims.</summary>
internal sealed class HttpSound : IAsyncDisposable
{
    /// <summary>No header is longer than this.</summary>
    private const int MaxHeader = 64 << 10;

    private readonly HttpResponseMessage _response;
    private readonly Stream _stream;
    private readonly SampleBuffer _samples;

    private HttpSound(HttpResponseMessage response, Stream stream, SampleBuffer samples) => (_response, _stream, _samples) = (response, stream, samples);

    /// <summary>Judges a whole answer.</summary>
    /// <param name="response">Its headers.</param>
    /// <param name="body">All of it.</param>
    /// <param name="key">The key of the request, which is not quoted.</param>
    /// <param name="format">The format of samples without a header; null for WAV.</param>
    public static HttpAnswer<SpeechAudio> Read(HttpResponseMessage response, ReadOnlyMemory<byte> body, string? key, WavFormat? format)
    {
        try
        {
            if (format is not null)
                RequireSamples(response, body.Length < format.BlockAlign);
            var wav = format is null ? WavFile.Read(body) : WavFile.Create(format, body.Span[..(body.Length - (body.Length % format.BlockAlign))]);
            return wav.Samples.IsEmpty ? throw new InvalidDataException("it has no samples") : HttpAnswer<SpeechAudio>.Of(wav.ToSpeech());
        }
        catch (InvalidDataException e)
        {
            return Unusable<SpeechAudio>(response, body, key, format, e);
        }
    }

    /// <summary>Reads to where the first samples are.</summary>
    public static async Task<HttpAnswer<HttpSound>> OpenAsync(HttpResponseMessage response, string? key, WavFormat? format, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var head = new byte[MaxHeader];
        var filled = 0;
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(head.AsMemory(filled), cancellationToken);
                filled += read;
                if (format is not null)
                    RequireSamples(response, tooFew: false);
                var found = format is not null ? (Format: format, Offset: 0) : WavFile.ReadHeader(head.AsSpan(0, filled));
                if (found is { } start && filled - start.Offset >= start.Format.BlockAlign)
                {
                    var samples = new SampleBuffer(start.Format);
                    samples.Add(head.AsSpan(start.Offset, filled - start.Offset));
                    return HttpAnswer<HttpSound>.Of(new HttpSound(response, stream, samples));
                }

                if (read == 0)
                    throw new InvalidDataException("it has no samples");
            }
        }
        catch (InvalidDataException e)
        {
            return Unusable<HttpSound>(response, head.AsMemory(0, filled), key, format, e);
        }
    }

    /// <summary>The sound, in parts of some tenths of a second.</summary>
    /// <param name="title">What a message begins with.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SpeechException">The connection broke.</exception>
    public async IAsyncEnumerable<SpeechAudio> ReadAsync(string title, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[16 << 10];
        for (var read = -1; read != 0;)
        {
            if (_samples.TakePart(atLeastOne: false) is { } part)
            {
                yield return part;
                continue;
            }

            try
            {
                read = await _stream.ReadAsync(buffer, cancellationToken);
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                throw new SpeechException($"{title} broke off in the middle of the sound: {Excerpt.Of(e.Message)}", e);
            }

            _samples.Add(buffer.AsSpan(0, read));
        }

        while (_samples.TakePart(atLeastOne: true) is { } last)
            yield return last;
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _response.Dispose();
    }

    /// <summary>Samples without a header can't be told from anything else, but text does not claim to be sound.</summary>
    private static void RequireSamples(HttpResponseMessage response, bool tooFew)
    {
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        if (tooFew || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || type.EndsWith("json", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException(tooFew ? "it has no samples" : "it is text");
    }

    private static HttpAnswer<T> Unusable<T>(HttpResponseMessage response, ReadOnlyMemory<byte> body, string? key, WavFormat? format, InvalidDataException e)
        where T : class => HttpAnswer<T>.Unusable(response, body, key, $"{(format is null ? "a usable WAV file" : "PCM")}: {e.Message}", e);
}
