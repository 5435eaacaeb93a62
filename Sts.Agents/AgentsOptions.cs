using Sts.Agents.Llm;
using Sts.Agents.Local;

namespace Sts.Agents;

/// <summary>The section <c>Agents</c>: who decides.</summary>
public sealed class AgentsOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Agents";

    /// <summary>The built-in grammar and classifier: offline and deterministic.</summary>
    public const string LocalProvider = "Local";

    /// <summary>Any endpoint that speaks OpenAI's chat completions, with the built-in grammar to fall back to.</summary>
    public const string OpenAIProvider = "OpenAI";

    /// <summary>Which provider decides and summarises: <see cref="LocalProvider"/>, <see cref="OpenAIProvider"/> or one of a plugin, in any case.</summary>
    /// <value>The default value is null: <c>OpenAI</c> if <see cref="Order"/> asks for a model, else <c>Local</c>.</value>
    public string? Provider { get; set; }

    /// <summary>Who is asked first.</summary>
    /// <value>The default value is null: <see cref="AgentOrder.LlmFirst"/> with the provider <c>OpenAI</c> or a plugin's, else <see cref="AgentOrder.LocalOnly"/>.</value>
    public AgentOrder? Order { get; set; }

    /// <summary>
    /// How sure, from 0.5 to 0.99, the local agents have to be: to spare the model a call with <see cref="AgentOrder.LocalFirst"/>, and
    /// to be followed while the model fails.
    /// </summary>
    /// <value>The default value is 0.9.</value>
    public double Confidence { get; set; } = 0.9;

    /// <summary>A folder with prompt files that take the place of those that come with the program; read again when they change.</summary>
    /// <value>The default value is <c>prompts</c>: in the current folder or, for files that aren't there, beside the program.</value>
    public string Prompts { get; set; } = DefaultPrompts;

    /// <summary>What agents see of the session.</summary>
    public ContextOptions Context { get; set; } = new();

    /// <summary>How the built-in agents decide.</summary>
    public LocalOptions Local { get; set; } = new();

    /// <summary>Where the model is; read when it is asked.</summary>
    public OpenAIOptions OpenAI { get; set; } = new();

    internal const string DefaultPrompts = "prompts";

    internal AgentOrder EffectiveOrder => Order ?? (string.IsNullOrEmpty(Provider) || IsProvider(LocalProvider) ? AgentOrder.LocalOnly : AgentOrder.LlmFirst);

    /// <summary>Who is asked beside the local agents, if anybody is.</summary>
    internal string ModelProvider => string.IsNullOrEmpty(Provider) || IsProvider(LocalProvider) ? OpenAIProvider : Provider;

    internal bool UsesOpenAI => UsesModel && ModelProvider.Equals(OpenAIProvider, StringComparison.OrdinalIgnoreCase);

    internal bool UsesModel => EffectiveOrder is not AgentOrder.LocalOnly;

    internal bool IsProvider(string name) => string.Equals(Provider, name, StringComparison.OrdinalIgnoreCase);
}
