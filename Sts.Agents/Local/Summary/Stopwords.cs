namespace Sts.Agents.Local.Summary;

/// <summary>English words that say nothing about what a sentence is about, and the fillers of speech.</summary>
internal static class Stopwords
{
    private static readonly HashSet<string> Words = [.. """
        a about actually after again ah all alright also am an and any anyway are as at back basically be because been before being but by can
        could did do does doing done don't down even every for from get go going gonna got had has have he her here him his hmm how huh i i'd
        i'll i'm i've if in into is it it's its just kind know let like lot made make maybe me mean mm more most much my no not now of off oh ok
        okay on one only or other our out over pretty probably quite really right said same say see she should so some something sort still
        stuff such sure than that that's the their them then there there's these they they're thing things think this those though to too two
        uh um up us very want was way we we'll we're we've well were what what's when where which while who why will with would yeah yep yes
        you you're your
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> word) => Lookup.Contains(word);
}
