using System.CommandLine;
using Spectre.Console;
using Sts.Core.Configuration;
using Sts.Core.Messages;
using Sts.Host.Hosting;

namespace Sts.Host.Cli;

/// <summary><c>publish</c>: says something as a user, from the arguments, a file or standard input.</summary>
internal static class PublishCommand
{
    private const string Description = """
        Publishes utterances: through the running host, or straight to Kafka when Kafka:BootstrapServers is set.

        Examples:
          publish --user alice "turn off the lights"
          publish --file talk.tsv
          publish --user alice --file -                 the lines of standard input
          publish --Http:Port=9090 --user alice "hi"    to a host on another port
          publish --user alice -- "--really?"           a text that begins with dashes
        """;

    private const string Advice = "publish; those are --user, --file and --json, and settings such as --Http:Port=8080. Put -- before a text that begins with dashes.";

    public static Command Create()
    {
        var text = new Argument<string[]>("text") { Description = "What is said.", Arity = ArgumentArity.ZeroOrMore };
        var user = new Option<string?>("--user") { Description = "Who says it. With --file, who says the lines that name nobody." };
        var file = new Option<string?>("--file") { Description = "A file of lines 'user TAB text', or only 'text' with --user; - is standard input." };
        var json = new Option<bool>("--json") { Description = "How many utterances were published, as one JSON object and without progress." };
        var command = new Command("publish", Description) { text, user, file, json };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(async () =>
        {
            var (words, settings) = CommandWords.Divide(parsed, parsed.GetValue(text) ?? [], Advice);
            var utterances = Read(parsed.GetValue(user), parsed.GetValue(file), string.Join(' ', words));
            await using var publisher = await UtterancePublisher.CreateAsync(StsApplication.ReadConfiguration(settings), cancellationToken);
            if (parsed.GetValue(json))
            {
                await PublishAsync(utterances, publisher, () => { }, cancellationToken);
                JsonOutput.Write(new { Published = utterances.Count });
            }
            else
            {
                await PublishVisiblyAsync(utterances, publisher, cancellationToken);
            }

            return CommandLine.Success;
        }));
        return command;
    }

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

        if (string.IsNullOrWhiteSpace(user))
        {
            throw new StsConfigurationException("Who says it? Give --user.");
        }

        var line = new SpokenLine(user, text);
        return line.Problem is { } problem ? throw new StsConfigurationException(problem) : [line];
    }

    private static async Task PublishVisiblyAsync(IReadOnlyList<SpokenLine> lines, IUtterancePublisher publisher, CancellationToken cancellationToken)
    {
        var progress = AnsiConsole.Progress().Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
        await progress.StartAsync(async context =>
        {
            var task = context.AddTask($"Publishing {lines.Count} utterance(s)", maxValue: lines.Count);
            await PublishAsync(lines, publisher, () => task.Increment(1), cancellationToken);
        });
        AnsiConsole.MarkupLineInterpolated($"Published {lines.Count} utterance(s) {publisher.Description}.");
    }

    private static async Task PublishAsync(
        IReadOnlyList<SpokenLine> lines, IUtterancePublisher publisher, Action published, CancellationToken cancellationToken)
    {
        foreach (var line in lines)
        {
            var now = EventTime.Format(TimeProvider.System.GetUtcNow());
            await publisher.PublishAsync(new TranscriptionSegment(now, line.Text, line.User), cancellationToken);
            published();
        }

        await publisher.FlushAsync(cancellationToken);
    }
}
