using Sts.Agents.Speech.Processes;

namespace Sts.Agents.Speech.Playback;

/// <summary>A player that operating systems come with, and what it needs to be heard.</summary>
internal sealed record KnownPlayer(string Program, Func<Machine, bool> HasDevice, params string[] Arguments)
{
    private const string PlayOnWindows =
        "$player = New-Object System.Media.SoundPlayer '" + PlayerCommand.FilePlaceholder + "'; $player.PlaySync()";

    /// <summary>In the order in which they are tried: sound servers first, because they share the device.</summary>
    public static IReadOnlyList<KnownPlayer> All { get; } =
    [
        new("paplay", machine => machine.HasPulse, PlayerCommand.FilePlaceholder),
        new("pw-play", machine => machine.HasPipeWire, PlayerCommand.FilePlaceholder),
        new("aplay", machine => machine.HasSoundCard, "-q"),
        new("afplay", machine => machine.System == PlatformID.MacOSX, PlayerCommand.FilePlaceholder),
        new("ffplay", HasAny, "-nodisp", "-autoexit", "-loglevel", "error", "-i", PlayerCommand.FilePlaceholder),
        new("powershell", machine => machine.System == PlatformID.Win32NT, "-NoProfile", "-NonInteractive", "-Command", PlayOnWindows),
    ];

    private static bool HasAny(Machine machine) =>
        machine.System != PlatformID.Unix || machine.HasPulse || machine.HasPipeWire || machine.HasSoundCard;
}
