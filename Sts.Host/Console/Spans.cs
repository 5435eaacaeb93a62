using System.Globalization;

namespace Sts.Host.WebConsole;

/// <summary>Spans of time as people read them.</summary>
internal static class Spans
{
    public static string Text(TimeSpan span) => span switch
    {
        { TotalMilliseconds: < 1 } => "<1 ms",
        { TotalMilliseconds: < 1_000 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min {span.Seconds} s"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} d {span.Hours} h"),
    };
}
