using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Sts.Agents;
using Sts.Agents.Speech;
using Sts.Core.Configuration;
using Sts.Core.Diagnostics;
using Sts.Host.Hosting;
using Sts.Processors;

namespace Sts.Host.Telemetry;

/// <summary>Registers what collects traces and metrics and, where that is asked for, sends them by OTLP.</summary>
internal static class TelemetryServiceCollectionExtensions
{
    private const string DefaultServiceName = "sts";
    private const string ServiceNameVariable = "OTEL_SERVICE_NAME";
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters =
    [
        EngineMetrics.MeterName, AgentDiagnostics.MeterName, SpeechDiagnostics.MeterName, ProcessorMetrics.MeterName,
        "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime",
    ];

    private static readonly string[] Sources = [Core.Diagnostics.Tracing.Tracer.SourceName, "Npgsql", "System.Net.Http"];

    // Who watches the host, and waits for events, is no part of what it is for.
    private static readonly string[] Watching = ["/health", "/metrics", "/api/events", "/_blazor", "/_framework"];

    /// <summary>Metrics are always collected, for Prometheus; spans only when there is somewhere to send them, so that they cost nothing otherwise.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var options = configuration.GetSection(TelemetryOptions.Section).ReadSettings<TelemetryOptions>();
        options.Otlp.Validate();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                options.ServiceName ?? configuration[ServiceNameVariable] ?? DefaultServiceName, serviceVersion: SystemInfo.Version))
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddPrometheusExporter());
        if (IsSent(configuration, options, "TRACES") || IsSent(configuration, options, "METRICS"))
        {
            builder.Services.AddHostedService<OtlpFailures>();
        }

        if (IsSent(configuration, options, "TRACES"))
        {
            var sampler = TraceSampling.Choose(configuration, options);
            telemetry.WithTracing(traces => traces
                .AddSource(Sources)
                .AddAspNetCoreInstrumentation(requests => requests.Filter = request => !Watching.Any(path => request.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
                .SetSampler(sampler)
                .AddOtlpExporter(exporter => options.Otlp.Apply(exporter, "v1/traces")));
        }

        if (IsSent(configuration, options, "METRICS"))
        {
            telemetry.WithMetrics(metrics => metrics.AddOtlpExporter((exporter, reader) =>
            {
                options.Otlp.Apply(exporter, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds ??= (int)options.Metrics.Interval.TotalMilliseconds;
            }));
        }
    }

    private static bool IsSent(ConfigurationManager configuration, TelemetryOptions options, string signal) =>
        !string.IsNullOrEmpty(options.Otlp.Endpoint) || !string.IsNullOrEmpty(configuration[EndpointVariable])
        || !string.IsNullOrEmpty(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]);
}
