using System.Globalization;
using Spectre.Console;

namespace Sts.Host.Cli;

/// <summary>What commands print for people. What outsiders have sent could hold control characters, which never reach the terminal.</summary>
internal static class TextOutput
{
    private const int MinLastColumn = 20;
    private const int ColumnPadding = 2;

    public static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    public static bool IsPrintable(string text) => !text.Any(IsControl);

    public static string Printable(string text) =>
        string.Create(text.Length, text, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = IsControl(source[i]) ? (char.IsWhiteSpace(source[i]) ? ' ' : '\ufffd') : source[i];
            }
        });

    public static void WriteLine(string text) => Console.Out.WriteLine(Printable(text));

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

    /// <summary>Writes names and what belongs to them, one below the other.</summary>
    public static void WriteFacts(IEnumerable<(string Name, string Text)> facts)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var (name, text) in facts)
        {
            grid.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(Printable(text)));
        }

        AnsiConsole.Write(grid);
    }

    // The separators of lines and paragraphs are none by their category, but break lines.
    private static bool IsControl(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';
}
