namespace Sts.Host.Demo;

/// <summary>What is said in the demonstration, and what must come of it.</summary>
internal static class Conversation
{
    /// <summary>Says goodbye, so her session ends because she asks for it.</summary>
    public const string Alice = "alice";

    /// <summary>Just stops talking, so his session times out.</summary>
    public const string Bob = "bob";

    /// <summary>The utterances in their order, and whether the speaker wants something done.</summary>
    public static IReadOnlyList<(string User, string Text, bool WantsAction)> Lines { get; } =
    [
        (Alice, "Good morning, I slept terribly, the neighbours had a party again.", false),
        (Bob, "I think the train was late again yesterday.", false),
        (Alice, "Could you please turn on the lights in the kitchen?", true),
        (Bob, "Set a timer for ten minutes.", true),
        (Alice, "What's the weather going to be like tomorrow?", true),
        (Bob, "They said the new station would be open by spring.", false),
        (Alice, "Thanks, that's all for now. Goodbye!", false),
    ];
}
