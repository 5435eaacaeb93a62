using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sts.Agents.Speech.Playback;

/// <summary>The names of WAV files: <c>20250131T235959.123Z_alice_42.wav</c>.</summary>
internal static partial class SpeechFileName
{
    /// <summary>At most 160 bytes in UTF-8, where a file name has 255.</summary>
    private const int MaxUserLength = 40;

    public static string For(SpeechLabel label) =>
        string.Create(CultureInfo.InvariantCulture, $"{label.Timestamp.UtcDateTime:yyyyMMdd'T'HHmmss.fff'Z'}_{Sanitize(label.UserId)}_{label.Id}.wav");

    /// <summary>Whether a file's name is one of ours, so that nobody else's file is ever pruned.</summary>
    public static bool IsOurs(string fileName) => Pattern().IsMatch(fileName);

    /// <summary>Whether a file holds an answer to a user, or to one of so similar a name that files are named alike.</summary>
    public static bool IsOf(string fileName, string userId) => IsOurs(fileName) && fileName.Split('_')[1] == Sanitize(userId);

    /// <summary>Letters, digits and their marks of any script; a hyphen for each run of anything else. Never empty, a path, or a hidden name.</summary>
    internal static string Sanitize(string userId)
    {
        var name = new StringBuilder();
        var length = 0;
        foreach (var rune in userId.EnumerateRunes())
        {
            var safe = Rune.IsLetterOrDigit(rune)
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (!safe && (length == 0 || name[^1] == '-'))
                continue;
            if (++length > MaxUserLength)
                break;
            name.Append(safe ? rune : new Rune('-'));
        }

        return name.ToString().TrimEnd('-') is { Length: > 0 } clean ? clean : "user";
    }

    [GeneratedRegex(@"^\d{8}T\d{6}\.\d{3}Z_[^_]+_-?\d+\.wav\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
