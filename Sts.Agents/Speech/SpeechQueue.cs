namespace Sts.Agents.Speech;

/// <summary>
/// Who speaks next. A lane is what only one answer may sound in at a time: a room, or one user's ear. In a lane users take turns in the order in
/// which they began to wait, and each user's newest answer goes first.
/// </summary>
internal sealed class SpeechQueue(int lengthPerUser)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lane> _lanes = [];
    private long _sequence;

    /// <summary>Whether an answer has its turn or waits.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _lanes.Count == 0;
        }
    }

    /// <summary>Waits for the turn, which lasts until the result is disposed. Who stops waiting gives the turn up.</summary>
    /// <returns>The turn; one that was interrupted before it began has to be given back at once.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<SpeechTurn> TakeAsync(string lane, string user, DateTimeOffset timestamp, CancellationToken cancellationToken)
    {
        SpeechTurn turn;
        lock (_gate)
        {
            turn = new SpeechTurn(this, lane, user, timestamp, _sequence++);
            var waiting = Open(lane).Waiting;
            waiting.Add(turn);
            LeaveOutSurplus(waiting, user);
            Advance(lane);
        }

        try
        {
            await turn.Begun.WaitAsync(cancellationToken);
            return turn;
        }
        catch (OperationCanceledException)
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Interrupts what is being said to a user, if it answers something older than <paramref name="timestamp"/>.</summary>
    /// <param name="user">Who speaks.</param>
    /// <param name="timestamp">When they said it.</param>
    /// <param name="waitingToo">Whether older answers that wait are left out as well.</param>
    /// <param name="reason">Why, as the outcome says it.</param>
    public void Interrupt(string user, DateTimeOffset timestamp, bool waitingToo, string reason)
    {
        var interrupted = new List<SpeechTurn>();
        lock (_gate)
        {
            foreach (var lane in _lanes.Values)
            {
                interrupted.AddRange(lane.Waiting.Where(turn => waitingToo && IsMeant(turn)));
                if (lane.Current is { } current && IsMeant(current))
                    interrupted.Add(current);
            }
        }

        interrupted.ForEach(turn => turn.Interrupt(reason));

        bool IsMeant(SpeechTurn turn) => turn.User == user && turn.Timestamp < timestamp;
    }

    internal void Leave(SpeechTurn turn)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(turn.Lane, out var lane))
                return;
            lane.Waiting.Remove(turn);
            if (lane.Current == turn)
                lane.Current = null;
            Advance(turn.Lane);
        }
    }

    private Lane Open(string name) => _lanes.TryGetValue(name, out var lane) ? lane : _lanes[name] = new Lane();

    private void LeaveOutSurplus(List<SpeechTurn> waiting, string user)
    {
        var own = waiting.Where(turn => turn.User == user).OrderByDescending(turn => turn.Timestamp).ThenBy(turn => turn.Sequence);
        foreach (var surplus in own.Skip(lengthPerUser).ToArray())
            surplus.Interrupt($"more than Speech:QueueLength ({lengthPerUser}) answers waited");
    }

    private void Advance(string name)
    {
        var lane = _lanes[name];
        if (lane.Current is null && lane.Waiting.Count > 0)
        {
            var user = lane.Waiting.MinBy(turn => turn.Sequence)!.User;
            var next = lane.Waiting.Where(turn => turn.User == user).OrderByDescending(turn => turn.Timestamp).ThenBy(turn => turn.Sequence).First();
            lane.Waiting.Remove(next);
            lane.Current = next;
            next.Begin();
        }

        if (lane.Current is null)
            _lanes.Remove(name);
    }

    private sealed class Lane
    {
        public SpeechTurn? Current { get; set; }

        public List<SpeechTurn> Waiting { get; } = [];
    }
}
