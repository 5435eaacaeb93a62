namespace Sts.Agents;

/// <summary>What the local grammar made of an utterance. Only <see cref="NoMatch"/> leaves the decision to another stage, so that nothing is done twice.</summary>
public enum GrammarOutcome
{
    /// <summary>No sentence of the grammar is what was said.</summary>
    NoMatch,

    /// <summary>A sentence to the assistant was said, and what it names makes sense.</summary>
    Matched,

    /// <summary>A sentence that people say to each other was said: nothing is to be done.</summary>
    Excluded,

    /// <summary>A sentence to the assistant was said, but with a value that can't be, such as a brightness of 300 percent.</summary>
    Failed,
}
