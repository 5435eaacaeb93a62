namespace Sts.Agents;

/// <summary>An agent's provider failed to answer, or answered something that can't be used.</summary>
/// <remarks>The message never contains a key, nor what the provider sent back.</remarks>
public sealed class AgentException : Exception
{
    /// <summary>Creates it with a message.</summary>
    public AgentException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with a message and its cause.</summary>
    public AgentException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
