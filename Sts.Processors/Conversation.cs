using Sts.Agents;

namespace Sts.Processors;

/// <summary>What one user said in the running session: the newest turns that the limits have room for, in order of time.</summary>
internal sealed class Conversation(ContextOptions limits)
{
    private const int LongestShare = 4;

    private readonly Lock _lock = new();
    private readonly List<ContextTurn> _turns = [];
    private bool _isComplete;
    private DateTimeOffset _heardAt = DateTimeOffset.MinValue;

    /// <summary>When the user was last heard here, by our clock.</summary>
    public DateTimeOffset HeardAt
    {
        get
        {
            lock (_lock)
            {
                return _heardAt;
            }
        }
    }

    /// <summary>Whether nothing is missing, as the user was heard here since the given time.</summary>
    public bool IsKnown(DateTimeOffset since)
    {
        lock (_lock)
        {
            return _isComplete && _heardAt >= since;
        }
    }

    /// <summary>Adds a turn; one that is there already, because its message came again, is replaced.</summary>
    public void Add(ContextTurn turn, DateTimeOffset now)
    {
        lock (_lock)
        {
            _heardAt = now;
            _turns.RemoveAll(other => IsSame(other.Utterance, turn.Utterance));
            Insert(turn);
            Shorten();
        }
    }

    /// <summary>Forgets what was said before a time. Nothing else belongs to the session, in the database either.</summary>
    public void Restart(DateTimeOffset from, DateTimeOffset now)
    {
        lock (_lock)
        {
            _heardAt = now;
            _isComplete = true;
            _turns.RemoveAll(turn => turn.Utterance.Timestamp < from);
        }
    }

    /// <summary>Adds what the database knows of the session, and forgets what was said before it began.</summary>
    public void Recall(DateTimeOffset start, IReadOnlyList<ContextTurn> turns, DateTimeOffset now)
    {
        lock (_lock)
        {
            _heardAt = now;
            _isComplete = true;
            _turns.RemoveAll(turn => turn.Utterance.Timestamp < start);
            foreach (var turn in turns.Where(turn => !_turns.Exists(other => IsSame(other.Utterance, turn.Utterance))))
            {
                Insert(turn);
            }

            Shorten();
        }
    }

    /// <summary>What was said before an utterance, oldest first.</summary>
    public IReadOnlyList<ContextTurn> Before(Utterance utterance)
    {
        lock (_lock)
        {
            return [.. _turns.Where(turn => turn.Utterance.Timestamp <= utterance.Timestamp && !IsSame(turn.Utterance, utterance)).TakeLast(limits.Utterances)];
        }
    }

    // The database keeps microseconds.
    private bool IsSame(Utterance one, Utterance other) =>
        (one.Timestamp - other.Timestamp).Duration() < TimeSpan.FromMicroseconds(1) && Cut(one.Text) == Cut(other.Text);

    // A long speech must not push out everything else.
    private ContextTurn Cut(ContextTurn turn) => new(
        new Utterance(turn.Utterance.UserId, Cut(turn.Utterance.Text), turn.Utterance.Timestamp), turn.Answer is null ? null : Cut(turn.Answer));

    private string Cut(string text)
    {
        var length = Math.Min(text.Length, limits.Characters / LongestShare);
        return length == text.Length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    private static int LengthOf(ContextTurn turn) => turn.Utterance.Text.Length + (turn.Answer?.Length ?? 0);

    private void Insert(ContextTurn turn)
    {
        var index = _turns.FindLastIndex(other => other.Utterance.Timestamp <= turn.Utterance.Timestamp) + 1;
        _turns.Insert(index, Cut(turn));
    }

    // One more than the limit, as one of them may be the utterance that is decided on.
    private void Shorten()
    {
        var (kept, length) = (0, 0);
        while (kept <= limits.Utterances && kept < _turns.Count && (length += LengthOf(_turns[_turns.Count - 1 - kept])) <= limits.Characters)
        {
            kept++;
        }

        _turns.RemoveRange(0, _turns.Count - kept);
    }
}
