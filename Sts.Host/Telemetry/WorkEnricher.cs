using Serilog.Core;
using Serilog.Events;
using Sts.Core.Diagnostics.Tracing;
using Sts.Core.Privacy;

namespace Sts.Host.Telemetry;

/// <summary>
/// Adds to what is logged what it is about: trace, processor, topic, partition, offset and user. It is asked only for what is logged. Users are named as
/// <c>Privacy</c> wants it, those that a message names itself as well.
/// </summary>
internal sealed class WorkEnricher(UserNames users) : ILogEventEnricher
{
    private const string User = "User";

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        var work = Tracer.CurrentWork;
        Add("TraceId", work.TraceId);
        Add("Processor", work.Processor);
        if (work.Message is { } message)
        {
            Add("Topic", message.Topic);
            Add("Partition", message.Partition);
            Add("Offset", message.Offset);
        }

        if (logEvent.Properties.TryGetValue(User, out var named))
        {
            if (named is ScalarValue { Value: string name })
            {
                logEvent.AddOrUpdateProperty(propertyFactory.CreateProperty(User, users.InLogs(name)));
            }
        }
        else if (work.User is { } user)
        {
            Add(User, users.InLogs(user));
        }

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty(name, value));
            }
        }
    }
}
