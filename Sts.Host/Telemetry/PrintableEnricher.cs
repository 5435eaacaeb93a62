using Serilog.Core;
using Serilog.Events;
using Sts.Host.Cli;

namespace Sts.Host.Telemetry;

/// <summary>Takes control characters out of what is logged, or whoever chooses a name could begin a line of the log, or give a terminal orders.</summary>
internal sealed class PrintableEnricher : ILogEventEnricher
{
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        List<LogEventProperty>? printable = null;
        foreach (var (name, value) in logEvent.Properties)
        {
            if (value is ScalarValue { Value: string text } && !TextOutput.IsPrintable(text))
            {
                (printable ??= []).Add(propertyFactory.CreateProperty(name, TextOutput.Printable(text)));
            }
        }

        printable?.ForEach(logEvent.AddOrUpdateProperty);
    }
}
