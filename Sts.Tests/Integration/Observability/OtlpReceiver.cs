using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;

namespace Sts.Tests.Integration.Observability;

/// <summary>A receiver of OpenTelemetry's protocol, on loopback: it decodes what it gets and shares no code with who sends.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private const int GrpcPrefix = 5;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private readonly ConcurrentDictionary<string, string> _metrics = new();
    private readonly ConcurrentDictionary<string, string> _resource = new();
    private readonly ConcurrentQueue<string> _authorizations = new();

    private OtlpReceiver(WebApplication app) => _app = app;

    public string Endpoint => _app.Urls.Single();

    public IReadOnlyList<ReceivedSpan> Spans => [.. _spans];

    /// <summary>Names and units.</summary>
    public IReadOnlyDictionary<string, string> Metrics => _metrics;

    /// <summary>What the sender says of itself.</summary>
    public IReadOnlyDictionary<string, string> Resource => _resource;

    public IReadOnlyCollection<string> Authorizations => _authorizations;

    public static async Task<OtlpReceiver> StartAsync(OtlpExportProtocol protocol = OtlpExportProtocol.HttpProtobuf)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (protocol is OtlpExportProtocol.Grpc)
        {
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2));
        }

        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.MapPost("/v1/traces", receiver.ReceiveTracesAsync);
        app.MapPost("/v1/metrics", receiver.ReceiveMetricsAsync);
        app.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", receiver.ReceiveTracesAsync);
        app.MapPost("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", receiver.ReceiveMetricsAsync);
        await app.StartAsync();
        return receiver;
    }

    public IReadOnlyList<ReceivedSpan> Of(string traceId) => [.. _spans.Where(span => span.TraceId == traceId)];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveTracesAsync(HttpContext context)
    {
        foreach (var resource in (await ReadAsync(context)).Messages(1))
        {
            foreach (var (name, value) in AttributesOf(resource.Messages(1).Single(), 1))
            {
                _resource[name] = value;
            }

            foreach (var span in resource.Messages(2).SelectMany(scope => scope.Messages(2)))
            {
                _spans.Enqueue(new ReceivedSpan(
                    span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), (int)span.Number(6), AttributesOf(span, 9), [.. span.Messages(13).Select(link => link.Hex(1))]));
            }
        }
    }

    private async Task ReceiveMetricsAsync(HttpContext context)
    {
        foreach (var metric in (await ReadAsync(context)).Messages(1).SelectMany(resource => resource.Messages(2)).SelectMany(scope => scope.Messages(2)))
        {
            _metrics[metric.Text(1)] = metric.Text(3);
        }
    }

    private async Task<Protobuf> ReadAsync(HttpContext context)
    {
        _authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (context.Request.ContentType is not "application/grpc")
        {
            context.Response.ContentType = "application/x-protobuf";
            return new Protobuf(body.ToArray());
        }

        // A message of gRPC has a flag and its length before it. The answer is an empty one, with the status in the trailer.
        context.Response.ContentType = "application/grpc";
        context.Response.AppendTrailer("grpc-status", "0");
        await context.Response.Body.WriteAsync(new byte[GrpcPrefix]);
        return new Protobuf(body.ToArray().AsMemory(GrpcPrefix));
    }

    private static Dictionary<string, string> AttributesOf(Protobuf message, int field) =>
        message.Messages(field).ToDictionary(attribute => attribute.Text(1), attribute => ValueOf(attribute.Messages(2).Single()));

    private static string ValueOf(Protobuf value) => value switch
    {
        _ when value.Has(1) => value.Text(1),
        _ when value.Has(2) => value.Number(2) == 1 ? "true" : "false",
        _ when value.Has(3) => ((long)value.Number(3)).ToString(CultureInfo.InvariantCulture),
        _ => BitConverter.UInt64BitsToDouble(value.Number(4)).ToString(CultureInfo.InvariantCulture),
    };
}
