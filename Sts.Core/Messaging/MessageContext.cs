using Sts.Core.Diagnostics.Tracing;

namespace Sts.Core.Messaging;

/// <summary>One message on its way through a processor.</summary>
/// <typeparam name="TMessage">The record that the value was decoded to.</typeparam>
/// <param name="Value">The decoded value.</param>
/// <param name="Key">The key as UTF-8 text; null when there is none or it is not UTF-8, since outside producers may use any key.</param>
/// <param name="Position">Where the message lies; the same again when it is delivered again.</param>
public sealed record MessageContext<TMessage>(TMessage Value, string? Key, MessagePosition Position)
{
    /// <summary>The id of the trace that the message belongs to, 32 hexadecimal digits. Only a message that no engine has delivered has none.</summary>
    public string? TraceId => Work?.Trace.TraceId.ToHexString();

    internal WorkScope? Work { get; init; }
}
