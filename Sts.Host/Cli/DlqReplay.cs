using System.Runtime.CompilerServices;
using Spectre.Console;
using Sts.Core.Configuration;
using Sts.Core.Kafka.DeadLetters;

namespace Sts.Host.Cli;

/// <summary>One run of <c>dlq replay</c>: says what is to be done, asks where it has to, and sends.</summary>
/// <param name="letters">Where the letters are.</param>
/// <param name="topic">The topic.</param>
/// <param name="positions">The letters; null for all new ones.</param>
/// <param name="isQuiet">Whether it says nothing, so that a script sees the outcome alone.</param>
internal sealed class DlqReplay(IDeadLetters letters, string topic, IReadOnlyList<DeadLetterPosition>? positions, bool isQuiet)
{
    private const int MaxListed = 20;
    private readonly HashSet<DeadLetterPosition> _planned = [];
    private int _plain;

    /// <summary>How many letters are to be sent.</summary>
    public int Count => _planned.Count;

    /// <summary>Which ones.</summary>
    public IEnumerable<DeadLetterPosition> Planned => _planned;

    /// <summary>Finds out what is to be done and says it.</summary>
    public async Task PlanAsync(CancellationToken cancellationToken)
    {
        await foreach (var letter in SelectAsync(cancellationToken))
        {
            _planned.Add(letter.Position);
            _plain += letters.CanAddress(letter) ? 0 : 1;
            if (Count <= MaxListed)
            {
                Say(Describe(letter));
            }
        }

        if (Count == 0)
        {
            Say("There is no new letter.");
        }
        else if (Count > MaxListed)
        {
            Say($"… and {Count - MaxListed} more");
        }

        if (_plain > 0)
        {
            Say($"{_plain} of {Count} can't be addressed to the processor that failed: the broker keeps no headers, or the letter names none.");
            Say("So every group gets it again, as a new message. What others have done with it before, they do once more.");
        }
    }

    /// <summary>Whether it may be done: asks when every group would get something again.</summary>
    /// <param name="yes">The answer, given beforehand.</param>
    /// <exception cref="StsConfigurationException">There is nobody to ask.</exception>
    public bool MayBegin(bool yes)
    {
        if (_plain == 0 || yes)
        {
            return true;
        }

        if (isQuiet || Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            throw new StsConfigurationException("Nothing was replayed. Give --yes to do it.");
        }

        var agreed = AnsiConsole.Confirm("Replay?", defaultValue: false);
        if (!agreed)
        {
            AnsiConsole.WriteLine("Nothing was replayed.");
        }

        return agreed;
    }

    /// <summary>Sends the letters in their order. Each item is one under way.</summary>
    public async IAsyncEnumerable<Task> SendAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var letter in SelectAsync(cancellationToken))
        {
            if (_planned.Contains(letter.Position))
            {
                yield return letters.ReplayAsync(letter, cancellationToken);
            }
        }
    }

    private async IAsyncEnumerable<DeadLetter> SelectAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (positions is not null)
        {
            foreach (var letter in await letters.FindAsync(topic, positions, cancellationToken))
            {
                yield return letter;
            }

            yield break;
        }

        await foreach (var letter in letters.ReadAsync(topic, cancellationToken))
        {
            if (letter.IsNew)
            {
                yield return letter;
            }
        }
    }

    private void Say(string line)
    {
        if (!isQuiet)
        {
            AnsiConsole.WriteLine(line);
        }
    }

    private static string Describe(DeadLetter letter)
    {
        var source = letter.Cause is { } cause ? $"{cause.Source} for {cause.Processor}" : "a letter of unknown source";
        var before = letter.Replays is [.., var last] ? $" (was replayed before, at {TextOutput.Time(last.Time)})" : "";
        return $"{letter.Position}  {TextOutput.Printable(source)}{before}";
    }
}
