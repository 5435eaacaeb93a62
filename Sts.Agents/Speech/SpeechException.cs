namespace Sts.Agents.Speech;

/// <summary>Speech failed. The message says what happened and names the setting to look at; it never holds a key.</summary>
public sealed class SpeechException : Exception
{
    /// <summary>Creates the exception.</summary>
    public SpeechException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and which setting to look at.</param>
    public SpeechException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and which setting to look at.</param>
    /// <param name="innerException">The cause.</param>
    public SpeechException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
