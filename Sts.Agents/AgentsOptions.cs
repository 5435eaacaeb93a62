using Sts.Agents.Llm;

namespace Sts.Agents;

/// <summary>The section <c>Agents</c>: who decides.</summary>
public sealed class AgentsOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Agents";

    /// <summary>The built-in grammar: offline and deterministic.</summary>
    public const string LocalProvider = "Local";

    /// <summary>Any endpoint that speaks OpenAI's chat completions, with the built-in grammar to fall back to.</summary>
    public const string OpenAIProvider = "OpenAI";

    /// <summary>Which provider decides and summarises: <see cref="LocalProvider"/> or <see cref="OpenAIProvider"/>, in any case.</summary>
    /// <value>The default value is <c>Local</c>.</value>
    public string Provider { get; set; } = LocalProvider;

    /// <summary>Where the model is; read when <see cref="Provider"/> is <see cref="OpenAIProvider"/>.</summary>
    public OpenAIOptions OpenAI { get; set; } = new();

    internal bool UsesOpenAI => string.Equals(Provider, OpenAIProvider, StringComparison.OrdinalIgnoreCase);
}
