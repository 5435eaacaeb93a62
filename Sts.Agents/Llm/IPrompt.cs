namespace Sts.Agents.Llm;

/// <summary>What <see cref="PromptFolder"/> must know of a prompt.</summary>
internal interface IPrompt
{
    /// <summary>The file's name without ending.</summary>
    string Name { get; }

    /// <summary>The fields of the answer, which the file has to speak of.</summary>
    IReadOnlyList<string> Fields { get; }
}
