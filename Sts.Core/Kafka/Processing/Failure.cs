using System.Net.Sockets;
using Confluent.Kafka;
using Sts.Core.Messaging;
using Sts.Core.Schemas;
using Sts.Core.Storage;

namespace Sts.Core.Kafka.Processing;

/// <summary>What an exception says about a message.</summary>
internal enum Failure
{
    /// <summary>The message can never be processed.</summary>
    Poison,

    /// <summary>Something that the processor needs is away. The message is not to blame: wait.</summary>
    Unavailable,

    /// <summary>Neither is known: try some more times.</summary>
    Unknown,
}

/// <summary>Tells failures apart.</summary>
internal static class FailureClassifier
{
    public static Failure Classify(Exception exception) => exception switch
    {
        InvalidMessageException => Failure.Poison,
        ProduceException<byte[]?, byte[]?> { Error.Code: ErrorCode.MsgSizeTooLarge or ErrorCode.Local_InvalidArg } => Failure.Poison,
        _ => IsUnavailable(exception) ? Failure.Unavailable : Failure.Unknown,
    };

    /// <summary>What has happened, from the outermost exception to its cause: the one tells of what, and the other why.</summary>
    public static string Describe(Exception exception) => exception.InnerException is { } cause
        ? $"{exception.Message.TrimEnd('.')}: {Describe(cause)}"
        : exception.Message;

    private static bool IsUnavailable(Exception exception) => exception switch
    {
        KafkaException { Error.IsFatal: false } => true,
        SchemaRegistryException registry => registry.IsTransient,
        SocketException => true,
        HttpRequestException http => http.StatusCode is null or >= System.Net.HttpStatusCode.InternalServerError,
        _ => DatabaseErrors.IsTransient(exception) || (exception.InnerException is { } inner && IsUnavailable(inner)),
    };
}
