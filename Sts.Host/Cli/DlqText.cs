using System.Globalization;
using System.Text;
using Sts.Core.Kafka.DeadLetters;

namespace Sts.Host.Cli;

/// <summary>Dead letters as text.</summary>
internal static class DlqText
{
    private const int BytesPerLine = 16;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Type and message in one line.</summary>
    public static string Error(DeadLetterCause? cause) =>
        cause is null ? "unknown: STS has not written this letter" : $"{cause.ErrorType[(cause.ErrorType.LastIndexOf('.') + 1)..]}: {cause.ErrorMessage}";

    /// <summary>Bytes as text if they are UTF-8, else in hex.</summary>
    public static string Bytes(byte[]? bytes)
    {
        if (bytes is null)
        {
            return "(none)";
        }

        try
        {
            return TextOutput.Printable(StrictUtf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return $"0x{Convert.ToHexStringLower(bytes)}";
        }
    }

    /// <summary>Bytes as hexdump -C shows them.</summary>
    public static string HexDump(byte[] bytes)
    {
        var dump = new StringBuilder();
        for (var start = 0; start < bytes.Length; start += BytesPerLine)
        {
            var line = bytes.AsSpan(start, Math.Min(BytesPerLine, bytes.Length - start));
            dump.Append(CultureInfo.InvariantCulture, $"{start:x8}  ");
            for (var i = 0; i < BytesPerLine; i++)
            {
                dump.Append(i < line.Length ? line[i].ToString("x2", CultureInfo.InvariantCulture) : "  ").Append(i == (BytesPerLine / 2) - 1 ? "  " : " ");
            }

            dump.Append(" |");
            foreach (var value in line)
            {
                dump.Append(value is >= 0x20 and < 0x7f ? (char)value : '.');
            }

            dump.AppendLine("|");
        }

        return dump.ToString();
    }
}
