using System.Diagnostics.Metrics;
using Sts.Agents;

namespace Sts.Host.Cli;

/// <summary>Adds up what the agents' meter says while it lives.</summary>
internal sealed class EvalMeter : IDisposable
{
    private const string TokenUsage = "gen_ai.client.token.usage";
    private const string Fallbacks = "sts.agents.fallbacks";

    private readonly MeterListener _listener = new();
    private long _input;
    private long _output;
    private long _fallbacks;

    /// <param name="meters">Who makes the agents' meter: others of its name in the same process are not counted.</param>
    public EvalMeter(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == AgentDiagnostics.MeterName && instrument.Meter.Scope == meters && instrument.Name is TokenUsage or Fallbacks)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(Add);
        _listener.Start();
    }

    public EvalCosts Read() => new(Interlocked.Read(ref _input), Interlocked.Read(ref _output), Interlocked.Read(ref _fallbacks));

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (instrument.Name == Fallbacks)
        {
            Interlocked.Add(ref _fallbacks, value);
            return;
        }

        foreach (var (name, tag) in tags)
        {
            if (name == "gen_ai.token.type")
            {
                Interlocked.Add(ref tag is "input" ? ref _input : ref _output, value);
            }
        }
    }
}
