namespace Sts.Agents.Llm;

/// <summary>The prompt files built into this assembly.</summary>
internal static class PromptFile
{
    /// <summary>Reads a prompt by its file name without ending.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(PromptFile).Assembly.GetManifestResourceStream($"Sts.Agents.Llm.Prompts.{name}.md")
            ?? throw new InvalidOperationException($"There is no prompt file {name}.md.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
