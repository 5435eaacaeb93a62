using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sts.Host.Cli;

/// <summary>Dead letters as JSON, for scripts.</summary>
internal static class DlqJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Past the console's rendering, which would break long lines.
    public static void Write<TItem>(IEnumerable<TItem> items) => Console.Out.WriteLine(JsonSerializer.Serialize(items, Options));
}
