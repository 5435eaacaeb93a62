using OpenTelemetry.Exporter;
using Sts.Core.Configuration;

namespace Sts.Host.Telemetry;

/// <summary>Where traces and metrics are sent to by OpenTelemetry's protocol: the section <c>Telemetry:Otlp</c>.</summary>
internal sealed class OtlpOptions
{
    /// <summary>The base address of a collector, such as <c>http://localhost:4317</c>.</summary>
    /// <value>The default is none: nothing is sent, unless <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one.</value>
    public string? Endpoint { get; set; }

    /// <summary>gRPC (mostly port 4317) or protobuf over HTTP (4318).</summary>
    /// <value>The default is <see cref="OtlpExportProtocol.Grpc"/>.</value>
    public OtlpExportProtocol Protocol { get; set; } = OtlpExportProtocol.Grpc;

    /// <summary>Headers of each request, <c>name=value</c> separated by commas. A secret: it is never logged.</summary>
    public string? Headers { get; set; }

    /// <summary>A file that holds the headers.</summary>
    public string? HeadersFile { get; set; }

    /// <summary>Puts the options where they belong.</summary>
    /// <param name="exporter">The options of the exporter.</param>
    /// <param name="signal">The path of the signal, which is part of the address over HTTP.</param>
    public void Apply(OtlpExporterOptions exporter, string signal)
    {
        if (Endpoint is not { Length: > 0 })
        {
            return; // The environment variables count.
        }

        exporter.Protocol = Protocol;
        exporter.Endpoint = Protocol is OtlpExportProtocol.Grpc ? new Uri(Endpoint) : new Uri($"{Endpoint.TrimEnd('/')}/{signal}");
        exporter.Headers = ReadHeaders() ?? exporter.Headers;
    }

    /// <summary>Refuses what can't be, by its key.</summary>
    /// <exception cref="StsConfigurationException">A value is wrong.</exception>
    public void Validate()
    {
        if (Endpoint is { Length: > 0 } && (!Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")))
        {
            throw new StsConfigurationException("Telemetry:Otlp:Endpoint is not an address. Write it as http://host:4317, or https://…");
        }

        if (ReadHeaders() is { } headers && headers.Split(',').Any(header => header.IndexOf('=', StringComparison.Ordinal) < 1))
        {
            throw new StsConfigurationException(
                $"Telemetry:Otlp:{(Headers is null ? nameof(HeadersFile) : nameof(Headers))} does not hold headers. Write name=value, separated by commas.");
        }
    }

    private string? ReadHeaders()
    {
        if (Headers is not null || HeadersFile is not { Length: > 0 })
        {
            return Headers;
        }

        try
        {
            return File.ReadAllText(HeadersFile).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StsConfigurationException($"Telemetry:Otlp:HeadersFile can't be read: {exception.Message}");
        }
    }
}
