using Spectre.Console;

namespace Sts.Host.Cli;

/// <summary>How commands print: colours on a terminal only, and not there either when <c>NO_COLOR</c> is set (https://no-color.org).</summary>
internal static class Terminal
{
    private const int WideEnough = 160;

    /// <summary>Prepares what commands print with.</summary>
    public static void Prepare()
    {
        if (Console.IsOutputRedirected)
        {
            // Nobody's window is 80 columns wide then, and broken lines can't be searched.
            AnsiConsole.Profile.Width = WideEnough;
        }

        if (!HasColours(Console.IsOutputRedirected))
        {
            AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }
    }

    /// <summary>Whether a stream gets colours.</summary>
    /// <param name="isRedirected">Whether it leads elsewhere than to a terminal.</param>
    public static bool HasColours(bool isRedirected) => !isRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
