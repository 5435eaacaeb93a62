using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace Sts.Tests.Integration.Engine;

/// <summary>What the processors of all engines of a test have done, in order.</summary>
public sealed class Journal
{
    private readonly Lock _gate = new();
    private readonly List<Handled> _handled = [];
    private readonly HashSet<(int Partition, long Offset)> _done = [];
    private readonly List<(string Engine, string User)> _running = [];
    private readonly List<string> _overlaps = [];
    private int _begun;

    /// <summary>What was finished, with repetitions.</summary>
    internal IReadOnlyList<Handled> Handled => Locked<IReadOnlyList<Handled>>(() => [.. _handled]);

    /// <summary>Users of whom an engine had two messages in work at the same time.</summary>
    internal IReadOnlyList<string> Overlaps => Locked<IReadOnlyList<string>>(() => [.. _overlaps]);

    /// <summary>How many messages were finished, each counted once.</summary>
    internal int Done => Locked(() => _done.Count);

    /// <summary>How often a message was finished again.</summary>
    internal int Repetitions => Locked(() => _handled.Count - _done.Count);

    /// <summary>How often work on a message has begun.</summary>
    internal int Begun => Locked(() => _begun);

    /// <summary>How many messages are in work.</summary>
    internal int Running => Locked(() => _running.Count);

    /// <summary>The most messages that were in work at the same time.</summary>
    internal int MostRunning { get; private set; }

    internal bool IsDone(int partition, long offset) => Locked(() => _done.Contains((partition, offset)));

    internal void Begin(string engine, MessageContext<TranscriptionSegment> message)
    {
        lock (_gate)
        {
            _begun++;
            if (_running.Contains((engine, message.Value.User)))
            {
                _overlaps.Add($"{message.Value.User} at {message.Position} on {engine}");
            }

            _running.Add((engine, message.Value.User));
            MostRunning = Math.Max(MostRunning, _running.Count);
        }
    }

    internal void End(string engine, MessageContext<TranscriptionSegment> message, bool succeeded)
    {
        lock (_gate)
        {
            _running.Remove((engine, message.Value.User));
            if (succeeded)
            {
                _handled.Add(new Handled(engine, message.Value.User, message.Position.Partition, message.Position.Offset));
                _done.Add((message.Position.Partition, message.Position.Offset));
            }
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
