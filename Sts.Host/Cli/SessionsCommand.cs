using System.CommandLine;

namespace Sts.Host.Cli;

/// <summary><c>sessions</c>: finds and shows sessions, closes them, and has them summarised again.</summary>
internal static class SessionsCommand
{
    private const string Description = """
        Lists, shows, closes and summarises the sessions that the running host has stored.

        Examples:
          sessions                                the newest sessions
          sessions list --user alice --active     the one that alice has now
          sessions list --search lights --json    those in which somebody spoke of lights, for scripts
          sessions show 17                        one with its transcript and its summary
          sessions close 17                       closes it now; its summary follows
          sessions summarise 17                   makes the summary of an ended one anew
        """;

    public static Command Create()
    {
        var command = new Command("sessions", Description)
        {
            SessionsListCommand.Create("list"),
            SessionsShowCommand.Create(),
            SessionsRequestCommand.Create("close", "Closes an active session now, as if its user had asked for it.", "is being closed; its summary follows."),
            SessionsRequestCommand.Create("summarise", "Has the summary of an ended session made anew.", "is being summarised."),
        };
        return SessionsListCommand.Define(command);
    }
}
