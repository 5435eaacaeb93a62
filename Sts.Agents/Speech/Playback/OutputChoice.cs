using Sts.Agents.Speech.Processes;

namespace Sts.Agents.Speech.Playback;

/// <summary>Where speech goes on this machine, and why.</summary>
/// <param name="Output">Never <see cref="SpeechOutput.Auto"/>.</param>
/// <param name="Player">The player, with <see cref="SpeechOutput.Player"/>.</param>
/// <param name="Why">The reason, for one line.</param>
internal sealed record OutputChoice(SpeechOutput Output, PlayerCommand? Player, string Why)
{
    /// <exception cref="SpeechException">What the options demand isn't there.</exception>
    public static OutputChoice For(SpeechOptions options, Machine machine) => options.Output switch
    {
        SpeechOutput.None => new(SpeechOutput.None, null, "Speech:Output is None"),
        SpeechOutput.File => new(SpeechOutput.File, null, "Speech:Output is File"),
        SpeechOutput.Web => new(SpeechOutput.Web, null, "Speech:Output is Web"),
        _ when !string.IsNullOrEmpty(options.Player) => Configured(options.Player, machine),
        var output => Installed(output, machine),
    };

    private static OutputChoice Configured(string commandLine, Machine machine)
    {
        try
        {
            var command = PlayerCommand.Parse(commandLine);
            return machine.Find(command.Executable) is { } path
                ? new(SpeechOutput.Player, command with { Executable = path }, "Speech:Player is set")
                : throw new SpeechException($"Speech:Player names '{command.Executable}', which is not on PATH. Install it, give its full path, or remove the setting.");
        }
        catch (FormatException e)
        {
            throw new SpeechException($"Speech:Player is not a command line: {e.Message}. Write it like: aplay -q -D plughw:1", e);
        }
    }

    private static OutputChoice Installed(SpeechOutput output, Machine machine)
    {
        var silent = new List<string>();
        foreach (var player in KnownPlayer.All)
        {
            if (machine.Find(player.Program) is not { } path)
                continue;
            if (player.HasDevice(machine))
                return new(SpeechOutput.Player, new PlayerCommand(player.Program, path, player.Arguments), "is installed and has a device");
            silent.Add(player.Program);
        }

        var why = silent.Count == 0 ? "no audio player is installed" : $"{string.Join(", ", silent)}: installed, but no sound device or server";
        return output == SpeechOutput.Auto
            ? new(SpeechOutput.File, null, why)
            : throw new SpeechException(
                $"Speech:Output is Player, but {why}. Install a player (Debian and Ubuntu: apt-get install alsa-utils), name one in Speech:Player, or set Speech:Output to File.");
    }
}
