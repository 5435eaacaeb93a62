namespace Sts.Agents.Llm;

/// <summary>What an answer's reasoning must be like: it is spoken, or kept as the record of a decision.</summary>
internal static class Reasoning
{
    private const int MaxCharacters = 1000;

    /// <summary>Returns what is wrong with it, or null.</summary>
    public static string? Problem(string reasoning) => reasoning.Trim().Length switch
    {
        0 => "its reasoning is empty.",
        > MaxCharacters => "its reasoning is too long to be spoken.",
        _ => null,
    };
}
