namespace Sts.Agents.Llm;

/// <summary>Adds up what was spent within a stretch of time up to now. Not safe for several threads.</summary>
internal sealed class SpentInTime(TimeSpan window)
{
    private readonly Queue<(DateTimeOffset At, int Amount)> _spent = new();
    private long _sum;

    public void Add(DateTimeOffset now, int amount)
    {
        _spent.Enqueue((now, amount));
        _sum += amount;
    }

    public long Sum(DateTimeOffset now)
    {
        while (_spent.TryPeek(out var oldest) && now - oldest.At >= window)
            _sum -= _spent.Dequeue().Amount;
        return _sum;
    }
}
