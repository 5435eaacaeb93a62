using System.CommandLine;
using System.Text.Json;
using Sts.Host.Api;

namespace Sts.Host.Cli;

/// <summary><c>sessions show</c>: one session with what was said in it.</summary>
internal static class SessionsShowCommand
{
    private const string Advice = "sessions show; there is --json, and settings such as --Http:Port=8080.";

    public static Command Create()
    {
        var (words, json) = (HostCommand.Words("id", "The number of the session."), new Option<bool>("--json") { Description = "One JSON object." });
        return HostCommand.Define(
            new Command("show", "Shows a session with its transcript and its summary.") { words, json }, words, Advice,
            (_, given) => SessionsRequestCommand.ReadId(given, "show"),
            async (parsed, given, host, cancellationToken) =>
            {
                var session = await host.GetAsync($"/api/sessions/{SessionsRequestCommand.ReadId(given, "show")}", cancellationToken);
                if (parsed.GetValue(json))
                {
                    JsonOutput.Write(session);
                }
                else
                {
                    Write(session.Deserialize<SessionDetails>(JsonSerializerOptions.Web)!);
                }

                return CommandLine.Success;
            });
    }

    private static void Write(SessionDetails session)
    {
        TextOutput.WriteFacts(
        [
            ("session", $"{session.Id}"),
            ("user", session.User),
            ("began", TextOutput.Time(session.StartTime)),
            ("ended", session.Active ? "it goes on" : $"{TextOutput.Time(session.EndTime)}  {session.EndReason}"),
        ]);
        Console.Out.WriteLine();
        foreach (var said in session.Transcript)
        {
            TextOutput.WriteLine($"{TextOutput.Time(said.Timestamp)}  {said.Text}");
        }

        Console.Out.WriteLine();
        foreach (var line in (session.Summary ?? (session.Active ? "Its summary is made when it has ended." : "Its summary is not there yet.")).Split('\n'))
        {
            TextOutput.WriteLine(line);
        }
    }
}
