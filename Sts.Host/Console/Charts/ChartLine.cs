using System.Globalization;
using System.Text;

namespace Sts.Host.WebConsole.Charts;

/// <summary>Turns values into the path of a line in SVG.</summary>
internal static class ChartLine
{
    /// <summary>The highest value of an axis that has room for all: 1, 2 or 5 times a power of ten.</summary>
    public static double Top(IEnumerable<ChartSeries> series)
    {
        var highest = series.SelectMany(one => one.Values).Max() ?? 0;
        if (highest <= 1)
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(highest)));
        return highest <= power ? power : highest <= 2 * power ? 2 * power : highest <= 5 * power ? 5 * power : 10 * power;
    }

    /// <summary>The path, with gaps where there are no values. A value between two gaps is a dot.</summary>
    public static string Path(IReadOnlyList<double?> values, double top, double width, double height)
    {
        var path = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value)
            {
                continue;
            }

            var begins = i == 0 || values[i - 1] is null;
            var x = values.Count == 1 ? 0 : width * i / (values.Count - 1);
            path.Append(CultureInfo.InvariantCulture, $"{(begins ? 'M' : 'L')}{x:0.#} {height - height * value / top:0.#}");
            if (begins && (i == values.Count - 1 || values[i + 1] is null))
            {
                path.Append("h0.01");
            }
        }

        return path.ToString();
    }

    public static string Figure(double? value) => value switch
    {
        null => "–",
        < 10 and not 0 => string.Create(CultureInfo.InvariantCulture, $"{value:0.#}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:#,0}"),
    };
}
