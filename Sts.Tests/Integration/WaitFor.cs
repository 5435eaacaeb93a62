using System.Diagnostics;

namespace Sts.Tests.Integration;

/// <summary>Waits for what a test expects to happen, instead of sleeping for luck.</summary>
public static class WaitFor
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks again and again until <paramref name="condition"/> holds.</summary>
    /// <param name="condition">What is waited for. An exception, also a failed expectation, counts as "not yet".</param>
    /// <param name="deadline">How long to wait at most. A question that is still unanswered then is given up too.</param>
    /// <param name="what">What is waited for, in words that complete "Waited for …".</param>
    /// <exception cref="TimeoutException">It did not hold in time; carries the condition's last exception, if it threw one.</exception>
    public static async Task ConditionAsync(Func<Task<bool>> condition, TimeSpan deadline, string what)
    {
        var watch = Stopwatch.StartNew();
        var asked = 0;
        Exception? last = null;
        while (watch.Elapsed < deadline)
        {
            Task<bool>? answer = null;
            try
            {
                asked++;
                answer = condition();
                if (await answer.WaitAsync(deadline - watch.Elapsed))
                    return;
                last = null;
            }
            catch (TimeoutException) when (last is not null && answer is { IsCompleted: false })
            {
                // It is the answer before this one that tells something.
            }
            catch (Exception exception) when (exception is not IgnoreException)
            {
                last = exception;
            }
            await Task.Delay(PollInterval);
        }
        throw new TimeoutException(
            $"Waited for {what}: it did not happen within {deadline}, asked {asked} times.{(last is null ? "" : $" The last answer was {last.GetType().Name}: {last.Message}")}",
            last);
    }

    /// <inheritdoc cref="ConditionAsync(Func{Task{bool}}, TimeSpan, string)"/>
    public static Task ConditionAsync(Func<bool> condition, TimeSpan deadline, string what) =>
        ConditionAsync(() => Task.Run(condition), deadline, what);
}
