using System.CommandLine;
using System.Globalization;
using Sts.Core.Configuration;
using Sts.Host.Api;

namespace Sts.Host.Cli;

/// <summary><c>say</c>: says something to the running host and waits for what comes of it.</summary>
internal static class SayCommand
{
    private const string Description = """
        Says something to the running host as a user, and waits for what is decided and answered.

        Examples:
          say --user alice "turn off the lights"
          say --user alice --play "what time is it?"        plays the answer here; the host needs Speech:Output=Web
          say --user alice --save answer.wav "good morning"
          say --user alice --json --timeout 5 "hello"       each event as a line of JSON
          say --user alice -- "--really?"                   a text that begins with dashes

        Exit codes: 0 it was decided, and answered if it asks for something; 1 that did not happen in time, or failed; 2 a setting or an
        argument is wrong.
        """;

    private const string Advice =
        "say; those are --user, --timeout, --play, --save and --json, and settings such as --Http:Port=8080. Put -- before a text that begins with dashes.";

    public static Command Create()
    {
        var words = HostCommand.Words("text", "What is said.");
        var user = new Option<string?>("--user") { Description = "Who says it." };
        var timeout = new Option<string>("--timeout")
        {
            Description = "How long to wait for the answer, in seconds or as hh:mm:ss.",
            DefaultValueFactory = _ => "30",
        };
        var play = new Option<bool>("--play") { Description = "Plays the answer on this machine." };
        var save = new Option<string?>("--save") { Description = "Writes the sound of the answer to this file." };
        var json = new Option<bool>("--json") { Description = "What happens, one JSON object a line." };
        return HostCommand.Define(
            new Command("say", Description) { words, user, timeout, play, save, json }, words, Advice,
            (parsed, given) =>
            {
                Check(parsed.GetValue(user), string.Join(' ', given));
                ReadTimeout(parsed.GetValue(timeout)!);
            },
            async (parsed, given, host, cancellationToken) =>
            {
                var sound = new AnswerSound(host, parsed.GetValue(play), parsed.GetValue(save));
                var saying = new Saying(host, new SayOutput(parsed.GetValue(json)), sound);
                return await saying.RunAsync(parsed.GetValue(user)!, string.Join(' ', given), ReadTimeout(parsed.GetValue(timeout)!), cancellationToken)
                    ? CommandLine.Success
                    : CommandLine.Failure;
            });
    }

    private static void Check(string? user, string text)
    {
        if (string.IsNullOrWhiteSpace(user))
        {
            throw new StsConfigurationException("Who says it? Give --user.");
        }

        if (new TranscriptionRequest(user, text, null).Problem() is { } problem)
        {
            throw new StsConfigurationException(string.IsNullOrWhiteSpace(text) ? "There is nothing to say. Give a text." : problem);
        }
    }

    private static TimeSpan ReadTimeout(string text)
    {
        var isSeconds = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds);
        var timeout = isSeconds && seconds <= TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds)
            : !isSeconds && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span
            : TimeSpan.Zero;
        return timeout > TimeSpan.Zero && timeout <= TimeSpan.FromDays(1)
            ? timeout
            : throw new StsConfigurationException($"--timeout is '{text}'. Give seconds, such as 30, or hh:mm:ss, up to a day.");
    }
}
