using System.Diagnostics;

namespace Sts.Tests.Agents.Speech;

internal static class Until
{
    /// <summary>Waits until <paramref name="condition"/> holds, at most 20 s.</summary>
    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(20))
                throw new TimeoutException($"Waited 20 s for: {what}");
            await Task.Delay(10);
        }
    }
}
