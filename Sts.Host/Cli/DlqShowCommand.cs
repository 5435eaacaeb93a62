using System.CommandLine;
using Spectre.Console;
using Sts.Core.Configuration;
using Sts.Core.Kafka.DeadLetters;

namespace Sts.Host.Cli;

/// <summary><c>dlq show</c>: all about one letter.</summary>
internal static class DlqShowCommand
{
    private const string StandardOutput = "-";
    private const string Advice = "dlq show; there is --raw, and settings such as --Http:Port=8080.";

    public static Command Create()
    {
        var words = DlqSession.Arguments("topic partition:offset", "The topic and the letter.");
        var raw = new Option<string?>("--raw") { Description = "Writes the value's bytes, untouched, to this file and shows nothing; - is standard output." };
        return DlqSession.Define(
            new Command("show", "Shows all about one letter: why it is there, its headers, key and value.") { words, raw },
            words,
            Advice,
            (_, given) => Read(given),
            async (parsed, given, session, cancellationToken) =>
            {
                var (topic, position) = Read(given);
                var letter = (await session.Letters.FindAsync(topic, [position], cancellationToken))[0];
                await (parsed.GetValue(raw) is { } file ? WriteRawAsync(letter, file, cancellationToken) : ShowAsync(letter, session, cancellationToken));
                return CommandLine.Success;
            });
    }

    private static (string Topic, DeadLetterPosition Position) Read(string[] words) => words is [var topic, var position]
        ? (topic, DlqSession.PositionOf(position))
        : throw new StsConfigurationException("show takes a topic and a letter, as in: dlq show transcriptions.all 2:17");

    private static async Task WriteRawAsync(DeadLetter letter, string file, CancellationToken cancellationToken)
    {
        if (letter.Value is null)
        {
            throw new StsConfigurationException($"{letter.Topic} {letter.Position} has no value (null), so there are no bytes to write.");
        }

        try
        {
            await using var output = file == StandardOutput ? Console.OpenStandardOutput() : File.Create(file);
            await output.WriteAsync(letter.Value, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StsConfigurationException($"'{file}' can't be written: {exception.Message}");
        }
    }

    private static async Task ShowAsync(DeadLetter letter, DlqSession session, CancellationToken cancellationToken)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Add("letter", $"{letter.Topic} {letter.Position}");
        Add("time", TextOutput.Time(letter.Time));
        if (letter.Cause is { } cause)
        {
            Add("processor", cause.Processor);
            Add("source", $"{cause.Source.Topic} {cause.Source.Partition}:{cause.Source.Offset}, log {cause.Source.Log}");
            Add("source time", TextOutput.Time(cause.SourceTime));
            Add("attempts", $"{cause.Attempts}");
            Add("error", $"{cause.ErrorType}: {cause.ErrorMessage}");
        }
        else
        {
            Add("error", DlqText.Error(null));
        }

        foreach (var replay in letter.Replays)
        {
            Add("replayed", $"{TextOutput.Time(replay.Time)} to {replay.Topic} {replay.Partition}:{replay.Offset}");
        }

        Add("key", DlqText.Bytes(letter.Key));
        foreach (var (name, value) in letter.Headers)
        {
            Add("header", $"{name}: {DlqText.Bytes(value)}");
        }

        Add("value", letter.Value is null ? "(none)" : $"{letter.Value.Length} bytes");
        AnsiConsole.Write(grid);
        if (letter.Value is { Length: > 0 } bytes)
        {
            var (json, problem) = await session.DecodeAsync(letter, cancellationToken);
            Console.Out.WriteLine(json ?? $"It does not decode: {TextOutput.Printable(problem!)}{Environment.NewLine}{DlqText.HexDump(bytes)}");
        }

        void Add(string name, string text) => grid.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(TextOutput.Printable(text)));
    }
}
