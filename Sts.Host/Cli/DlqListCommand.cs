using System.CommandLine;
using Spectre.Console;
using Sts.Core.Configuration;
using Sts.Host.Api;

namespace Sts.Host.Cli;

/// <summary><c>dlq list</c>: the dead-letter topics, or the letters of one.</summary>
internal static class DlqListCommand
{
    private const int DefaultLimit = 100;
    private const string Advice = "dlq list; those are --limit, --all and --json, and settings such as --Http:Port=8080.";

    public static Command Create()
    {
        var topic = DlqSession.Arguments("topic", "The topic whose letters are listed. Without it, the topics are.");
        var limit = new Option<int>("--limit") { Description = "How many letters, the newest ones.", DefaultValueFactory = _ => DefaultLimit };
        var all = new Option<bool>("--all") { Description = "Also those that were replayed." };
        var json = new Option<bool>("--json") { Description = "One JSON array, with everything in full." };
        return DlqSession.Define(
            new Command("list", "Lists the dead-letter topics, or the letters of one that were not replayed yet, the newest first.") { topic, limit, all, json },
            topic,
            Advice,
            (parsed, words) => Check(words, parsed.GetValue(limit)),
            (parsed, words, session, cancellationToken) => words is [var name]
                ? ListLettersAsync(session, name, parsed.GetValue(limit), parsed.GetValue(all), parsed.GetValue(json), cancellationToken)
                : ListTopicsAsync(session, parsed.GetValue(json), cancellationToken));
    }

    private static void Check(string[] words, int limit)
    {
        if (words.Length > 1)
        {
            throw new StsConfigurationException($"'{words[1]}' is one too many: list takes one topic, or none for all of them.");
        }

        if (limit < 1)
        {
            throw new StsConfigurationException($"--limit is {limit}, but must be at least 1.");
        }
    }

    private static async Task<int> ListTopicsAsync(DlqSession session, bool asJson, CancellationToken cancellationToken)
    {
        var topics = await session.Letters.ListTopicsAsync(cancellationToken);
        if (asJson)
        {
            JsonOutput.Write(topics);
        }
        else if (topics.Count == 0)
        {
            AnsiConsole.WriteLine("There is no dead-letter topic.");
        }
        else
        {
            var rows = topics.Select(topic => new[] { topic.Topic, $"{topic.Letters}", $"{topic.New}", TextOutput.Time(topic.Newest) });
            TextOutput.WriteTable(["Topic", "Letters", "New", "Newest"], rows);
        }

        return CommandLine.Success;
    }

    private static async Task<int> ListLettersAsync(
        DlqSession session, string topic, int limit, bool all, bool asJson, CancellationToken cancellationToken)
    {
        var (letters, total) = await session.Desk.FindNewestAsync(topic, limit, all, cancellationToken);
        if (asJson)
        {
            JsonOutput.Write(letters.Select(DeadLetterSummary.Of));
            return CommandLine.Success;
        }

        if (letters.Count == 0)
        {
            AnsiConsole.WriteLine(all ? "There is no letter." : "There is no new letter; --all shows those that were replayed.");
            return CommandLine.Success;
        }

        TextOutput.WriteTable(
            [all ? "Letter (* replayed)" : "Letter", "Time", "Processor", "Source", "Attempts", "Error"],
            letters.Select(letter => new[]
            {
                letter.IsNew ? $"{letter.Position}" : $"{letter.Position} *",
                TextOutput.Time(letter.Time),
                letter.Cause?.Processor ?? "",
                letter.Cause is { } cause ? $"{cause.Source.Partition}:{cause.Source.Offset}" : "",
                $"{letter.Cause?.Attempts}",
                DlqText.Error(letter.Cause),
            }));
        if (total > letters.Count)
        {
            AnsiConsole.WriteLine($"{letters.Count} of {total}; --limit shows more.");
        }

        return CommandLine.Success;
    }
}
