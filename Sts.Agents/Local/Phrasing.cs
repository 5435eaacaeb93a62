using System.Text.RegularExpressions;

namespace Sts.Agents.Local;

/// <summary>Puts a request into the sentence that is spoken to the user.</summary>
internal static partial class Phrasing
{
    private const int MaxWords = 30;

    /// <summary>Says back what was asked: "You asked me to turn off your lights."</summary>
    public static string Acknowledge(Request request)
    {
        var words = Shorten(request.Core);
        if (words.Length == 0)
            return "You called me.";
        // "tell me what you can do" would need grammar to turn round; a quotation is always right.
        if (SecondPerson().IsMatch(words))
            return $"You said: {words}.";

        return request.Frame switch
        {
            "command" => $"You asked me to {ToSecondPerson(LowerFirst(words))}.",
            "wish" => $"You said {ToSecondPerson(LowerFirst(words))}.",
            "question" => $"You asked: {words}?",
            _ => $"You said: {words}.",
        };
    }

    /// <summary>Puts what was said for each slot in the place of its name in braces; a slot that was not said leaves nothing.</summary>
    public static string Fill(string say, IReadOnlyDictionary<string, string> slots) =>
        Blanks().Replace(Slot().Replace(say, match => slots.GetValueOrDefault(match.Groups[1].Value, "")), "").Trim();

    private static string Shorten(string core)
    {
        var words = core.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= MaxWords ? string.Join(' ', words) : string.Join(' ', words.Take(MaxWords)) + " and so on";
    }

    private static string LowerFirst(string words) => char.ToLowerInvariant(words[0]) + words[1..];

    private static string ToSecondPerson(string words) => FirstPerson().Replace(words, match => match.Value.ToLowerInvariant() switch
    {
        "i am" or "am i" => "you are",
        "i was" => "you were",
        "my" => "your",
        "mine" => "yours",
        "myself" => "yourself",
        var i when i.StartsWith("i'", StringComparison.Ordinal) => i == "i'm" ? "you're" : "you" + i[1..],
        _ => "you",
    });

    [GeneratedRegex(@"\b(i am|am i|i was|i'm|i've|i'd|i'll|i|my|mine|myself|me)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FirstPerson();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Slot();

    [GeneratedRegex(" +(?=[ .,!?])")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\b(you|your|yours|yourself)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecondPerson();
}
