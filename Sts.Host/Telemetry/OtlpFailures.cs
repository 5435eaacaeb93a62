using System.Diagnostics.Tracing;
using System.Globalization;

namespace Sts.Host.Telemetry;

/// <summary>
/// Tells when traces or metrics can't be sent by OTLP, which the exporter itself says on an event source only. One warning, and another after a while if
/// it goes on: telemetry that is away must not fill the log, nor go unseen.
/// </summary>
internal sealed partial class OtlpFailures(TimeProvider time, ILogger<OtlpFailures> logger) : EventListener, IHostedService
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private DateTimeOffset _next;
    private int _untold;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        EventSourceCreated += (_, created) =>
        {
            if (created.EventSource?.Name is Exporter)
            {
                EnableEvents(created.EventSource, EventLevel.Error);
            }
        };
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventSource.Name is not Exporter || eventData.Level > EventLevel.Error || !IsToBeTold(out var untold))
        {
            return;
        }

        LogFailed(FirstLine(eventData), untold);
    }

    private bool IsToBeTold(out int untold)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            untold = _untold;
            if (now < _next)
            {
                _untold++;
                return false;
            }

            (_next, _untold) = (now + Quiet, 0);
            return true;
        }
    }

    // An exception's text has its stack trace behind the first line.
    private static string FirstLine(EventWrittenEventArgs failure)
    {
        var text = string.Format(CultureInfo.InvariantCulture, failure.Message ?? failure.EventName ?? "", [.. failure.Payload ?? []]);
        return text.ReplaceLineEndings("\n").Split('\n')[0];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Traces or metrics can't be sent (Telemetry:Otlp:Endpoint, or OTEL_EXPORTER_OTLP_ENDPOINT): {Reason} Untold since the last such warning: {Count}")]
    private partial void LogFailed(string reason, int count);
}
