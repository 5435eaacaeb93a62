using System.CommandLine;
using Spectre.Console;
using Sts.Core.Configuration;
using Sts.Core.Messages;
using Sts.Host.Hosting;

namespace Sts.Host.Cli;

/// <summary><c>publish</c>: says something as a user, from the arguments, a file or standard input.</summary>
internal static class PublishCommand
{
    public static Command Create()
    {
        var text = new Argument<string[]>("text") { Description = "What is said.", Arity = ArgumentArity.ZeroOrMore };
        var user = new Option<string?>("--user") { Description = "Who says it. With --file, who says the lines that name nobody." };
        var file = new Option<string?>("--file") { Description = "A file of lines 'user TAB text', or only 'text' with --user; - is standard input." };
        var command = new Command(
            "publish",
            "Publishes utterances: through the running host, or straight to Kafka when Kafka:BootstrapServers is set. "
            + "Example: publish --user alice \"turn off the lights\"") { text, user, file };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => CommandLine.GuardAsync(async () =>
        {
            // What looks like a setting is one; everything else that was not matched belongs to the text.
            var words = parsed.GetValue(text) ?? [];
            var settings = parsed.UnmatchedTokens.Concat(words.Where(IsSetting)).ToArray();
            var utterances = Read(parsed.GetValue(user), parsed.GetValue(file), string.Join(' ', words.Where(word => !IsSetting(word))));
            await using var publisher = await UtterancePublisher.CreateAsync(StsApplication.ReadConfiguration(settings), cancellationToken);
            await PublishAsync(utterances, publisher, cancellationToken);
            return CommandLine.Success;
        }));
        return command;
    }

    private static bool IsSetting(string word) => word.StartsWith("--", StringComparison.Ordinal) && word.Contains(':', StringComparison.Ordinal);

    private static IReadOnlyList<SpokenLine> Read(string? user, string? file, string text)
    {
        if (file is not null)
        {
            return text.Length == 0
                ? TalkFile.Read(file, user)
                : throw new StsConfigurationException("Give either a text or --file, not both.");
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            throw new StsConfigurationException("There is nothing to publish. Give a text, or --file (- for standard input).");
        }

        return string.IsNullOrWhiteSpace(user)
            ? throw new StsConfigurationException("Who says it? Give --user.")
            : [new SpokenLine(user, text)];
    }

    private static async Task PublishAsync(IReadOnlyList<SpokenLine> lines, IUtterancePublisher publisher, CancellationToken cancellationToken)
    {
        var progress = AnsiConsole.Progress().Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
        await progress.StartAsync(async context =>
        {
            var task = context.AddTask($"Publishing {lines.Count} utterance(s)", maxValue: lines.Count);
            foreach (var line in lines)
            {
                var now = EventTime.Format(TimeProvider.System.GetUtcNow());
                await publisher.PublishAsync(new TranscriptionSegment(now, line.Text, line.User), cancellationToken);
                task.Increment(1);
            }

            await publisher.FlushAsync(cancellationToken);
        });
        AnsiConsole.MarkupLineInterpolated($"Published {lines.Count} utterance(s) {publisher.Description}.");
    }
}
