namespace Sts.Core.Messaging;

/// <summary>
/// A message whose bytes can never be understood, however often they are read again: it belongs into the dead letters.
/// The message text is a sentence which says what is wrong with the bytes, and how to produce better ones where that is known.
/// </summary>
/// <param name="message">What is wrong.</param>
/// <param name="innerException">What the decoder said, if anything.</param>
public sealed class InvalidMessageException(string message, Exception? innerException = null) : Exception(message, innerException);
