namespace Sts.Core.Messaging;

/// <summary>
/// A message whose bytes can never be understood, however often they are read again: it belongs into the dead letters.
/// The message text is a sentence which says what is wrong with the bytes, and how to produce better ones where that is known.
/// </summary>
/// <param name="message">What is wrong.</param>
/// <param name="innerException">What the decoder said, if anything.</param>
public sealed class InvalidMessageException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The id of the schema that the value was written with, or its GUID; null when what is wrong is not how it was encoded.</summary>
    public string? SchemaId { get; init; }

    /// <summary>The path of the field in that schema, such as <c>segments[2].timestamp</c>; null when it is none in particular.</summary>
    public string? Field { get; init; }

    /// <summary>The index of the byte in the value where it is wrong; null as for <see cref="SchemaId"/>.</summary>
    public int? Position { get; init; }
}
