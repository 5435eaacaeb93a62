using System.CommandLine;
using System.Globalization;
using Sts.Core.Configuration;

namespace Sts.Host.Cli;

/// <summary><c>sessions close</c> and <c>sessions summarise</c>.</summary>
internal static class SessionsRequestCommand
{
    public static Command Create(string name, string description, string accepted)
    {
        var words = HostCommand.Words("id", "The number of the session.");
        var json = new Option<bool>("--json") { Description = "Its number, as one JSON object." };
        return HostCommand.Define(
            new Command(name, description) { words, json }, words,
            $"sessions {name}, which takes the number of a session; there is --json, and settings such as --Http:Port=8080.",
            (_, given) => ReadId(given, name),
            async (parsed, given, host, cancellationToken) =>
            {
                var id = ReadId(given, name);
                var answer = await host.PostAsync($"/api/sessions/{id}/{name}", null, cancellationToken);
                if (parsed.GetValue(json))
                {
                    JsonOutput.Write(answer);
                }
                else
                {
                    TextOutput.WriteLine($"Session {id} {accepted}");
                }

                return CommandLine.Success;
            });
    }

    /// <summary>Reads the number of a session.</summary>
    /// <exception cref="StsConfigurationException">There is none.</exception>
    public static int ReadId(string[] words, string command) => words is [var word] && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? id
        : throw new StsConfigurationException($"{command} takes the number of one session, as in: sessions {command} 17. 'sessions list' shows them.");
}
