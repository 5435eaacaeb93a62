using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Sts.Tests.Agents.Llm;

/// <summary>Keeps what one instrument of the meter <c>Sts.Agents</c> measures, for the meters of one service provider.</summary>
internal sealed class CollectedMetric<T> : IDisposable
    where T : struct
{
    private readonly ConcurrentQueue<(T Value, Dictionary<string, object?> Tags)> _measurements = new();
    private readonly MeterListener _listener;

    public CollectedMetric(IMeterFactory meters, string instrument)
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (published, listener) =>
            {
                if (published.Name == instrument && published.Meter.Name == "Sts.Agents" && published.Meter.Scope == meters)
                    listener.EnableMeasurementEvents(published);
            },
        };
        _listener.SetMeasurementEventCallback<T>((_, value, tags, _) =>
            _measurements.Enqueue((value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value))));
        _listener.Start();
    }

    public IReadOnlyList<(T Value, Dictionary<string, object?> Tags)> Measurements => [.. _measurements];

    public void Dispose() => _listener.Dispose();
}
