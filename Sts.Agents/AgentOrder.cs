namespace Sts.Agents;

/// <summary>Who is asked first, the local agents or the model.</summary>
public enum AgentOrder
{
    /// <summary>The local agents; the model only where they are not sure. Without either nothing is done.</summary>
    LocalFirst,

    /// <summary>The model; while it fails, the local agents where they are sure.</summary>
    LlmFirst,

    /// <summary>The model alone. While it fails nothing is done, and summaries wait.</summary>
    LlmOnly,

    /// <summary>The local agents alone.</summary>
    LocalOnly,
}
