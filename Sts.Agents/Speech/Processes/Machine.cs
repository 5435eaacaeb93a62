using System.Net.Sockets;

namespace Sts.Agents.Speech.Processes;

/// <summary>What this machine has to speak and to be heard with.</summary>
/// <param name="System">The operating system.</param>
/// <param name="Variable">Reads an environment variable.</param>
/// <param name="AlsaCards">The kernel's list of sound cards.</param>
internal sealed record Machine(PlatformID System, Func<string, string?> Variable, string AlsaCards)
{
    public static Machine Current { get; } = new(
        OperatingSystem.IsWindows() ? PlatformID.Win32NT : OperatingSystem.IsMacOS() ? PlatformID.MacOSX : PlatformID.Unix,
        Environment.GetEnvironmentVariable,
        "/proc/asound/cards");

    /// <summary>A sound card that ALSA can play on. Without one the kernel's list says so, or isn't there.</summary>
    public bool HasSoundCard => File.Exists(AlsaCards) && File.ReadLines(AlsaCards).Any(line => line.Contains(']', StringComparison.Ordinal));

    /// <summary>A running PulseAudio server, or PipeWire in its place.</summary>
    public bool HasPulse => Variable("PULSE_SERVER") switch
    {
        null or "" => Answers(RuntimeFile("pulse/native")),
        var server when server.IndexOf('/', StringComparison.Ordinal) is var path and >= 0 => Answers(server[path..].Split(' ')[0]),
        _ => true, // Whoever names a server on the network means it; only playing shows whether it answers.
    };

    /// <summary>A running PipeWire server.</summary>
    public bool HasPipeWire => Answers(RuntimeFile("pipewire-0"));

    /// <summary>The full path of an installed program, or null. A path is taken as it is.</summary>
    public string? Find(string program)
    {
        var folders = Path.GetFileName(program) != program
            ? [""]
            : (Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] endings = System == PlatformID.Win32NT ? ["", ".exe"] : [""];
        return folders.SelectMany(folder => endings.Select(ending => Path.Combine(folder, program + ending))).FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);

    private string? RuntimeFile(string name) => Variable("XDG_RUNTIME_DIR") is { Length: > 0 } folder ? Path.Combine(folder, name) : null;

    private static bool Answers(string? path)
    {
        if (path is null || !File.Exists(path))
            return false;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (Exception e) when (e is SocketException or ArgumentException or PlatformNotSupportedException)
        {
            return false; // A socket that a dead server left behind, or a path too long to be one.
        }
    }
}
