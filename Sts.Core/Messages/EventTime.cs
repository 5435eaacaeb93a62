using System.Globalization;
using System.Text.RegularExpressions;
using Sts.Core.Messaging;

namespace Sts.Core.Messages;

/// <summary>
/// Reads and writes the <c>timestamp</c> fields of messages. They are text: ISO 8601 with an offset, or without one (then it is UTC), or
/// a Unix time in seconds or milliseconds.
/// </summary>
public static partial class EventTime
{
    // As seconds this is the year 5138, as milliseconds it is 1973, so no time of interest can be taken for the other.
    private const decimal FirstMilliseconds = 100_000_000_000m;
    private const int MaxQuotedLength = 40;

    /// <summary>Reads a timestamp, to the microsecond.</summary>
    /// <exception cref="InvalidMessageException">It is none; the message shows it.</exception>
    public static DateTimeOffset Parse(string text) => TryParse(text, out var time)
        ? time
        : throw new InvalidMessageException(
            $"The timestamp '{Quote(text)}' can't be read. Send ISO 8601, such as 2026-01-31T18:30:00Z, or a Unix time in seconds or milliseconds.");

    /// <summary>Reads a timestamp, to the microsecond.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length > MaxQuotedLength || !(TryParseUnixTime(trimmed, out time) || TryParseIso(trimmed.ToString(), out time)))
        {
            return false;
        }

        time = ToMicroseconds(time);
        return true;
    }

    /// <summary>Writes a timestamp as ISO 8601 in UTC, to the microsecond.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Cuts off what databases do not keep.</summary>
    public static DateTimeOffset ToMicroseconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private static bool TryParseUnixTime(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        // Eight digits are a date without its hyphens.
        if (text.Length == 8 && text.IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return false;
        }

        var seconds = Math.Abs(number) < FirstMilliseconds ? number : number / 1_000;
        try
        {
            time = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
            return true;
        }
        catch (Exception exception) when (exception is OverflowException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private static bool TryParseIso(string text, out DateTimeOffset time)
    {
        time = default;
        if (Iso8601().Match(text) is not { Success: true } match)
        {
            return false;
        }

        var fraction = match.Groups["fraction"].Value;
        var hour = Part("hour");
        // .NET knows seven decimals of a second; finer ones are cut off.
        var normal = $"{match.Groups["year"].Value}-{match.Groups["month"].Value}-{match.Groups["day"].Value}T{hour}:{Part("minute")}:{Part("second")}."
            + $"{(fraction.Length > 7 ? fraction[..7] : fraction.PadRight(7, '0'))}{Offset(match)}";
        return DateTimeOffset.TryParseExact(
            normal, "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

        string Part(string name) => match.Groups[name] is { Success: true, Value: var value } ? value : "00";
    }

    private static string Offset(Match match) => match.Groups["sign"] is { Success: true, Value: var sign }
        ? $"{sign}{match.Groups["offsetHours"].Value}:{(match.Groups["offsetMinutes"] is { Success: true, Value: var minutes } ? minutes : "00")}"
        : "+00:00";

    private static string Quote(string text)
    {
        var visible = string.Concat(text.Take(MaxQuotedLength).Select(character => char.IsControl(character) ? '?' : character));
        return text.Length > MaxQuotedLength ? visible + "…" : visible;
    }

    [GeneratedRegex(
        @"^(?<year>\d{4})-?(?<month>\d\d)-?(?<day>\d\d)(?:[Tt ](?<hour>\d\d)(?::?(?<minute>\d\d)(?::?(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?)?"
        + @"(?:[Zz]| ?(?<sign>[+-])(?<offsetHours>\d\d)(?::?(?<offsetMinutes>\d\d))?)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Iso8601();
}
