namespace Sts.Agents.Local.Model;

/// <summary>
/// What kind of word a word is. Which form a request has shows in its function words and in where its verbs stand, whatever it is about:
/// that is how the classifier knows requests about things that it never saw.
/// </summary>
internal static class WordClasses
{
    private const int ShortWord = 4;

    private static readonly HashSet<string> Functions = Set("""
        a an the this that these those my your his her its our their mine yours hers ours theirs i you he she it we they me him us them myself
        yourself what which who whose whom where when why how what's where's who's when's how's that's it's there's here's he's she's i'm you're
        we're they're i've you've we've they've i'll you'll he'll she'll it'll we'll they'll i'd you'd he'd she'd we'd they'd let's is are was were
        am be been being do does did done have has had having can could will would shall should may might must ought isn't aren't wasn't weren't
        don't doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't shouldn't cannot not no nor never neither either any some every each
        all both many much more most few several lot lots enough another other others and or but if because so as than then though although while
        until unless since whether of in on at by for with from to into onto about over under up down off out through between after before during
        without near around against again there here now just only also too very really quite still already yet ever always maybe perhaps actually
        basically probably pretty well like kind sort yes yeah yep nope ok okay right oh um uh hmm mm ah hey hi hello please thanks thank sorry wow
        haha lol huh one two three four five six seven eight nine ten first second third last next today tonight tomorrow yesterday morning
        afternoon evening night week weekend month year time day something anything nothing everything someone anyone somebody anybody everybody
        everyone people thing things stuff guy guys want need know think mean guess believe see say said tell told get got go going gonna wanna make
        take come give let put
        """);

    private static readonly HashSet<string> Verbs = Set("""
        play set send remove delete cancel add schedule book order search tweet dial create erase clear list calculate compute define convert
        translate spell pause resume unpause mute unmute repeat replay skip shuffle rewind increase decrease raise lower reduce dim brighten lighten
        darken activate deactivate enable disable block freeze unfreeze transfer reply respond forward post share tune snooze wake roll flip toss
        reset restart reboot sync connect disconnect locate navigate direct report rate confirm reschedule postpone rename vacuum brew launch begin
        turn switch shut find download upload install save retrieve fetch provide inform notify alert buy append compose dictate draft subscribe
        unlock lock exit quit arrange recommend suggest refill reload replenish redeem verify look update query recite sing assist dispute program
        replace initiate undo revert subtract divide multiply compile queue silence swap edit modify alter discard dismiss relay jot google browse
        reserve abort proceed introduce restore enroll invite research scan recharge rearrange contact dispense brief echo plug start bring plan end
        record follow stop move complete name continue write estimate open clean pull pay read help apply print note ask enter email text message
        phone show review speak talk try call change check track submit adjust warm heat cook prepare cool refresh explain describe empty insert
        request hit keep correct hold use include sum compare star run close purchase organize display stream pair accept hop minimize maximize mark
        push press drop pick drive walk wait watch listen stay sit stand eat drink sleep feed wash dry fold iron sweep mop dust fix mend repair build
        break cut chop peel mix stir pour fill load unload hang throw catch carry lift hand pass leave lend borrow return hurry slow calm relax
        remember forget remind learn teach study draw paint choose select decide charge deposit withdraw invest sell visit travel fly meet join
        finish fasten tie wear cover hide seek guide lead park reverse brake steer overtake avoid cross feel smell taste hear touch imagine suppose
        wonder hope wish love hate enjoy prefer agree disagree argue discuss sign type click scroll zoom attach extend expand shorten trim measure
        weigh count number sort filter rank score fade blink flash ring buzz beep
        """);

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> FunctionLookup = Functions.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> VerbLookup = Verbs.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether it is one of the words that hold a sentence together.</summary>
    public static bool IsFunction(ReadOnlySpan<char> word) => FunctionLookup.Contains(word);

    /// <summary>The word itself if it is a function word, else its kind, told by its ending where it is no known verb.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> word) => word switch
    {
        _ when FunctionLookup.Contains(word) => word,
        _ when VerbLookup.Contains(word) => "V",
        ['0', ..] => "#",
        [.., '\'', 's'] => "X's",
        { Length: > ShortWord } and [.., 'i', 'n', 'g'] => "Xing",
        { Length: > ShortWord } and [.., 'e', 'd'] => "Xed",
        { Length: > ShortWord } and [.., 'l', 'y'] => "Xly",
        { Length: >= ShortWord } and [.., 's'] => "Xs",
        _ => "X",
    };

    private static HashSet<string> Set(string words) => [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
}
