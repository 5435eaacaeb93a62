using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sts.Host.Cli;

/// <summary>What commands print for scripts.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions LineOptions = new(Options) { WriteIndented = false };

    // Past the console's rendering, which would break long lines.
    public static void Write<TItem>(TItem item) => Console.Out.WriteLine(JsonSerializer.Serialize(item, Options));

    /// <summary>One line, for what comes bit by bit.</summary>
    public static void WriteLine<TItem>(TItem item) => Console.Out.WriteLine(JsonSerializer.Serialize(item, LineOptions));
}
