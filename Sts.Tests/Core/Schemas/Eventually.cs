using System.Diagnostics;

namespace Sts.Tests.Core.Schemas;

/// <summary>Waits for a condition.</summary>
internal static class Eventually
{
    public static async Task Become(Func<bool> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(20))
                Assert.Fail("The condition did not become true within 20 s.");

            await Task.Delay(5);
        }
    }
}
