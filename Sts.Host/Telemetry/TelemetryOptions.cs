using System.ComponentModel.DataAnnotations;

namespace Sts.Host.Telemetry;

/// <summary>Where traces, metrics and logs go: the section <c>Telemetry</c>.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>The name of the service in traces and metrics.</summary>
    /// <value>The default is <c>sts</c>, or what the environment variable <c>OTEL_SERVICE_NAME</c> says.</value>
    public string? ServiceName { get; set; }

    /// <summary>Where they are sent to.</summary>
    public OtlpOptions Otlp { get; set; } = new();

    /// <summary>Traces.</summary>
    public TracesOptions Traces { get; set; } = new();

    /// <summary>Metrics.</summary>
    public MetricsOptions Metrics { get; set; } = new();

    /// <summary>Logs.</summary>
    public LogsOptions Logs { get; set; } = new();

    /// <summary>The section <c>Telemetry:Traces</c>.</summary>
    internal sealed class TracesOptions
    {
        /// <summary>Which share of traces is recorded. One trace is recorded by all hosts or by none.</summary>
        /// <value>The default is 1: all.</value>
        [Range(0.0, 1.0)]
        public double SamplingRatio { get; set; } = 1;
    }

    /// <summary>The section <c>Telemetry:Metrics</c>.</summary>
    internal sealed class MetricsOptions
    {
        /// <summary>How often metrics are sent by OTLP.</summary>
        /// <value>The default is 1 minute.</value>
        [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
        public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);
    }

    /// <summary>The section <c>Telemetry:Logs</c>.</summary>
    internal sealed class LogsOptions
    {
        /// <summary>How logs are written to the console.</summary>
        /// <value>The default is <see cref="LogFormat.Text"/>.</value>
        public LogFormat Format { get; set; } = LogFormat.Text;
    }
}
