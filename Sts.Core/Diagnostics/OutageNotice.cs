namespace Sts.Core.Diagnostics;

/// <summary>Remembers whether an outage was reported, so that it is said once when it begins and once when it is over.</summary>
internal sealed class OutageNotice
{
    private int _down;

    /// <summary>Whether this is the first failure of an outage, which is to be reported.</summary>
    public bool Begins() => Interlocked.Exchange(ref _down, 1) == 0;

    /// <summary>Whether this is the first success after an outage, which is to be reported.</summary>
    public bool Ends() => Volatile.Read(ref _down) == 1 && Interlocked.Exchange(ref _down, 0) == 1;
}
