using System.Diagnostics.Metrics;
using Sts.Core.Diagnostics;
using Sts.Host.WebConsole.Charts;

namespace Sts.Host.WebConsole.Processors;

/// <summary>How fast the processors were while somebody looked: listens to the engine's own instruments from its creation to its disposal.</summary>
internal sealed class ProcessorHistory : IDisposable
{
    private const string Instrument = "messaging.process.duration";
    private const string ProcessorTag = "sts.processor";

    private readonly Dictionary<string, RecentSeconds> _durations;
    private readonly Dictionary<string, Queue<double?>> _rates;
    private readonly MeterListener _listener = new();

    /// <param name="processors">The names of the processors.</param>
    /// <param name="meters">Makes the instruments of this host, and of no other one in this process.</param>
    /// <param name="time">Tells which second it is.</param>
    public ProcessorHistory(IEnumerable<string> processors, IMeterFactory meters, TimeProvider time)
    {
        _durations = processors.ToDictionary(name => name, _ => new RecentSeconds(time));
        _rates = _durations.Keys.ToDictionary(name => name, _ => new Queue<double?>(Enumerable.Repeat<double?>(null, RecentSeconds.Length)));
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == Instrument && instrument.Meter.Name == EngineMetrics.MeterName && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>(Measured);
        _listener.Start();
    }

    public RecentSeconds DurationsOf(string processor) => _durations[processor];

    public IReadOnlyList<double?> RatesOf(string processor) => [.. _rates[processor]];

    /// <summary>Notes how fast a processor is, once a second.</summary>
    public void Note(string processor, double rate)
    {
        _rates[processor].Dequeue();
        _rates[processor].Enqueue(rate);
    }

    public void Dispose() => _listener.Dispose();

    private void Measured(Instrument instrument, double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        foreach (var (name, value) in tags)
        {
            if (name == ProcessorTag && value is string processor && _durations.TryGetValue(processor, out var durations))
            {
                durations.Add(seconds * 1_000);
            }
        }
    }
}
