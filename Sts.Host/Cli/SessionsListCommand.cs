using System.CommandLine;
using System.Text.Json;
using Sts.Core.Configuration;
using Sts.Host.Api;

namespace Sts.Host.Cli;

/// <summary><c>sessions list</c>: the newest sessions.</summary>
internal static class SessionsListCommand
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 1_000;
    private const string Advice = "sessions list; those are --user, --active, --ended, --search, --limit and --json, and settings such as --Http:Port=8080.";

    public static Command Create(string name) => Define(new Command(name, "Lists sessions, the newest first."));

    /// <summary>Lets a command do that.</summary>
    public static Command Define(Command command)
    {
        var words = HostCommand.NoWords();
        var user = new Option<string?>("--user") { Description = "Of this user only." };
        var active = new Option<bool>("--active") { Description = "Only those that go on." };
        var ended = new Option<bool>("--ended") { Description = "Only those that have ended." };
        var search = new Option<string?>("--search") { Description = "Only those whose user, summary or utterances hold this text, in whatever case." };
        var limit = new Option<int>("--limit") { Description = "How many, at most.", DefaultValueFactory = _ => DefaultLimit };
        var json = new Option<bool>("--json") { Description = "One JSON array." };
        Array.ForEach<Option>([user, active, ended, search, limit, json], command.Add);
        command.Add(words);
        return HostCommand.Define(
            command, words, Advice,
            (parsed, given) =>
            {
                HostCommand.RefuseWords(given, Advice);
                Check(parsed.GetValue(limit), parsed.GetValue(active) && parsed.GetValue(ended));
            },
            async (parsed, _, host, cancellationToken) =>
            {
                bool? state = parsed.GetValue(active) ? true : parsed.GetValue(ended) ? false : null;
                var query = Query(("user", parsed.GetValue(user)), ("active", state?.ToString()), ("search", parsed.GetValue(search)), ("limit", $"{parsed.GetValue(limit)}"));
                var sessions = await host.GetAsync($"/api/sessions?{query}", cancellationToken);
                if (parsed.GetValue(json))
                {
                    JsonOutput.Write(sessions);
                }
                else
                {
                    Write(sessions.Deserialize<SessionResponse[]>(JsonSerializerOptions.Web)!);
                }

                return CommandLine.Success;
            });
    }

    private static void Check(int limit, bool both)
    {
        if (limit is < 1 or > MaxLimit)
        {
            throw new StsConfigurationException($"--limit is {limit}, but must be between 1 and {MaxLimit}.");
        }

        if (both)
        {
            throw new StsConfigurationException("Give either --active or --ended, not both.");
        }
    }

    private static string Query(params IEnumerable<(string Name, string? Value)> parts) => string.Join(
        '&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));

    private static void Write(SessionResponse[] sessions)
    {
        if (sessions.Length == 0)
        {
            Console.Out.WriteLine("There is no session.");
            return;
        }

        TextOutput.WriteTable(
            ["Session", "User", "Began", "Ended", "Summary, or why it ended"],
            sessions.Select(session => new[]
            {
                $"{session.Id}", session.User, TextOutput.Time(session.StartTime), session.Active ? "active" : TextOutput.Time(session.EndTime),
                session.Summary ?? session.EndReason ?? "",
            }));
    }
}
