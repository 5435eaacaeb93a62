using System.Globalization;
using System.Text;
using Spectre.Console;
using Sts.Core.Kafka.DeadLetters;

namespace Sts.Host.Cli;

/// <summary>Dead letters as text for a terminal. What outsiders have sent could hold control characters, which never reach it.</summary>
internal static class DlqText
{
    private const int MinLastColumn = 20;
    private const int ColumnPadding = 2;
    private const int BytesPerLine = 16;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

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
            return Printable(StrictUtf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return $"0x{Convert.ToHexStringLower(bytes)}";
        }
    }

    public static string Printable(string text) =>
        string.Create(text.Length, text, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? (char.IsWhiteSpace(source[i]) ? ' ' : '\ufffd') : source[i];
            }
        });

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

    /// <summary>Writes a table whose last column gets what the others leave of the width.</summary>
    public static void WriteTable(string[] columns, IEnumerable<string[]> rows)
    {
        string[][] cells = [.. rows.Select(row => Array.ConvertAll(row, Printable))];
        var others = Enumerable.Range(0, columns.Length - 1)
            .Sum(column => ColumnPadding + Math.Max(columns[column].Length, cells.Select(row => row[column].Length).DefaultIfEmpty().Max()));
        var rest = Math.Max(MinLastColumn, AnsiConsole.Profile.Width - others - ColumnPadding);
        var table = new Table().Border(TableBorder.None);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))).NoWrap().PadLeft(0).PadRight(ColumnPadding));
        }

        foreach (var row in cells)
        {
            table.AddRow(row.Select((cell, column) => new Text(column == columns.Length - 1 && cell.Length > rest ? $"{cell[..(rest - 1)]}…" : cell)));
        }

        AnsiConsole.Write(table);
    }
}
