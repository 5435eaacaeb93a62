using System.CommandLine;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Hearing;
using Sts.Core.Configuration;
using Sts.Core.Messages;
using Sts.Core.Plugins;
using Sts.Host.Api;
using Sts.Host.Hosting;

namespace Sts.Host.Cli;

/// <summary><c>listen</c>: writes down what is said in a WAV file, and publishes it.</summary>
internal static class ListenCommand
{
    private const string Description = """
        Writes down what is said in a WAV file, with the provider of the section Hearing, and publishes it as publish does.

        Examples:
          listen --file talk.wav --user alice
          arecord -d 4 -f S16_LE -r 16000 | dotnet run --project Sts.Host -- listen --file - --user alice
          listen --file talk.wav --user alice --Hearing:Pocketsphinx:Grammar=home.gram
        """;

    private const string Advice = "listen; those are --user, --file and --json, and settings such as --Hearing:Provider=Pocketsphinx.";

    public static Command Create()
    {
        var user = new Option<string?>("--user") { Description = "Who speaks." };
        var file = new Option<string?>("--file") { Description = "A WAV file; - is standard input." };
        var rest = new Argument<string[]>("settings") { Description = "Settings.", Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        var json = new Option<bool>("--json") { Description = "What was said, as one JSON object; null if nothing was understood." };
        var command = new Command("listen", Description) { rest, user, file, json };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(async () =>
        {
            var (words, settings) = CommandWords.Divide(parsed, parsed.GetValue(rest) ?? [], Advice);
            if (words.Length > 0)
            {
                throw new StsConfigurationException($"'{words[0]}' is no option of {Advice}");
            }

            return await ListenAsync(parsed.GetValue(user), parsed.GetValue(file), parsed.GetValue(json), StsApplication.ReadConfiguration(settings), cancellationToken);
        }));
        return command;
    }

    private static async Task<int> ListenAsync(string? user, string? file, bool asJson, IConfiguration configuration, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(file))
        {
            throw new StsConfigurationException("There is nothing to listen to. Give --file (- for standard input).");
        }

        var now = EventTime.Format(TimeProvider.System.GetUtcNow());
        if (new TranscriptionRequest(user, "…", now).Problem() is { } problem)
        {
            throw new StsConfigurationException($"Who speaks? Give --user: {problem}");
        }

        var wav = await ReadAsync(file, cancellationToken);
        await using var services = new ServiceCollection()
            .AddSingleton(configuration)
            .AddLogging()
            .AddSpeech(configuration)
            .AddHearing(configuration)
            .AddPlugins(configuration, PluginCatalog.Load(configuration))
            .BuildServiceProvider();
        var text = await HearAsync(services.GetRequiredService<IListener>(), wav, user!, file, cancellationToken);
        if (text.Length == 0)
        {
            Write(asJson, null, "Nothing was understood, so nothing is published.");
            return CommandLine.Failure;
        }

        await using var publisher = await UtterancePublisher.CreateAsync(configuration, cancellationToken);
        var said = new TranscriptionSegment(now, text, user!);
        await publisher.PublishAsync(said, cancellationToken);
        await publisher.FlushAsync(cancellationToken);
        Write(asJson, said, $"{user} said \"{text}\". Published {publisher.Description}.");
        return CommandLine.Success;
    }

    private static void Write(bool asJson, TranscriptionSegment? said, string text)
    {
        if (asJson)
        {
            JsonOutput.Write(said is null ? null : new TranscriptionRequest(said.User, said.Text, said.Timestamp));
        }
        else
        {
            TextOutput.WriteLine(text);
        }
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            using var wav = new MemoryStream();
            await source.CopyToAsync(wav, cancellationToken);
            return wav.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StsConfigurationException($"--file can't be read: {exception.Message}");
        }
    }

    private static async Task<string> HearAsync(IListener listener, byte[] wav, string user, string file, CancellationToken cancellationToken)
    {
        try
        {
            return await listener.HearAsync(wav, user, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new StsConfigurationException($"{(file == "-" ? "Standard input" : file)} is not a usable WAV file: {exception.Message}.");
        }
        catch (SpeechException exception)
        {
            throw new StsConfigurationException(exception.Message);
        }
    }
}
