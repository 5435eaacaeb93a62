namespace Sts.Core.Schemas;

/// <summary>The schema registry refused a request, failed, or did not answer. Carries no credentials.</summary>
/// <param name="message">What happened, in the registry's words where it has said something.</param>
/// <param name="errorCode">The registry's error code, such as 40403; the HTTP status where it gave none; 0 without any answer.</param>
/// <param name="statusCode">The HTTP status; null when there was no answer.</param>
/// <param name="isTransient">Whether the same request may succeed later.</param>
/// <param name="innerException">Why there was no answer, if known.</param>
public sealed class SchemaRegistryException(
    string message,
    int errorCode,
    int? statusCode,
    bool isTransient = false,
    Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The registry's error code, one of <see cref="SchemaRegistryErrorCodes"/> where it follows Confluent's API.</summary>
    public int ErrorCode { get; } = errorCode;

    /// <summary>The HTTP status; null when no registry could be reached.</summary>
    public int? StatusCode { get; } = statusCode;

    /// <summary>
    /// Whether waiting helps: the registry was not reachable, failed, was busy, or did not accept our address or
    /// credentials (which an operator can put right). False when the request itself is what was wrong.
    /// </summary>
    public bool IsTransient { get; } = isTransient;

    /// <summary>Whether this is an earlier failure: the registry was not asked again, because it is down and left alone for a moment.</summary>
    internal bool IsRepeated { get; private init; }

    /// <summary>The same failure for somebody else.</summary>
    internal SchemaRegistryException Again() => new(Message, ErrorCode, StatusCode, IsTransient, this) { IsRepeated = true };
}
