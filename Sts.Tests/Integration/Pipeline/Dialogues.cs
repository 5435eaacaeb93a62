using System.Text.Json;

namespace Sts.Tests.Integration.Pipeline;

/// <summary>
/// What people really said, in meetings and to assistants: from the folder that <c>STS_EVAL_DATA</c> names or <c>../shared/data</c>,
/// neither of which is part of the project. Without it, a few lines of our own.
/// </summary>
internal static class Dialogues
{
    private const int LinesPerCommand = 6;
    private const string Goodbye = "Okay, thank you. Goodbye.";

    private static readonly string[] OwnLines =
    [
        "Right, shall we start?", "I was late because of the rain.", "The second draft looks better than the first one.",
        "I think so too, but it is still rather long.", "Hmm.", "They had the same trouble with theirs last year.",
        "It was about the cost, as far as I remember.", "Yeah.", "We could have left the middle part as it was.",
        "My sister read it and she liked the ending.", "That was the easy part.", "Anyway, it is nearly there.",
    ];

    private static readonly string[] OwnCommands =
    [
        "turn off the lights in the kitchen", "set an alarm for seven in the morning", "play some jazz music",
        "what is the weather like in berlin tomorrow", "remind me to call my mother at six", "send an email to anna",
    ];

    /// <summary>Talks of several users, with a command after every few lines.</summary>
    /// <param name="users">Who speaks.</param>
    /// <param name="length">How many lines each says.</param>
    public static IReadOnlyList<Talk> Of(IReadOnlyList<string> users, int length)
    {
        var speakers = Speakers().Where(lines => lines.Count >= length).Take(users.Count).ToList();
        var commands = new Queue<string>(Commands());
        return [.. users.Select((user, index) => Compose(user, speakers[index % speakers.Count], commands, length, endsWithGoodbye: index % 2 == 0))];
    }

    private static Talk Compose(string user, IReadOnlyList<string> lines, Queue<string> commands, int length, bool endsWithGoodbye)
    {
        var said = new List<string>();
        var asked = new List<string>();
        for (var i = 0; i < length; i++)
        {
            said.Add(lines[i]);
            if (i % LinesPerCommand == LinesPerCommand - 1)
            {
                asked.Add(commands.Dequeue());
                said.Add(asked[^1]);
            }
        }

        if (endsWithGoodbye)
        {
            said.Add(Goodbye);
        }

        return new Talk(user, said, asked, endsWithGoodbye);
    }

    private static IEnumerable<IReadOnlyList<string>> Speakers() => Find("session_dialogues.jsonl") is { } file
        ? File.ReadLines(file)
            .Select(line => JsonSerializer.Deserialize<Dialogue>(line, JsonSerializerOptions.Web)!)
            .SelectMany(dialogue => dialogue.Turns.GroupBy(turn => turn.Speaker, turn => turn.Text))
            .Select(IReadOnlyList<string> (turns) => [.. turns])
        : [[.. Enumerable.Range(0, 100).Select(i => OwnLines[i % OwnLines.Length])]];

    private static IEnumerable<string> Commands() => Find("transcripts_load.tsv") is { } file
        ? File.ReadLines(file).Where(line => line.StartsWith("cmd_user_", StringComparison.Ordinal)).Select(line => line.Split('\t')[1]).Distinct()
        : Enumerable.Range(0, 100).Select(i => OwnCommands[i % OwnCommands.Length]);

    private static string? Find(string name)
    {
        var file = Path.Combine(Environment.GetEnvironmentVariable("STS_EVAL_DATA") ?? Path.Combine(RepositoryRoot(), "..", "shared", "data"), name);
        return File.Exists(file) ? file : null;
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sts.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? "";
    }

    private sealed record Dialogue(IReadOnlyList<Turn> Turns);

    private sealed record Turn(string Speaker, string Text);
}
