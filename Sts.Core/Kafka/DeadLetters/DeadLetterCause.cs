using Sts.Core.Messaging;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>Why a message is a dead letter.</summary>
/// <param name="Processor">The processor that could not process it.</param>
/// <param name="Source">Where the message lay first, also when it was replayed since and has failed again.</param>
/// <param name="SourceTime">The timestamp of the message there; null on a broker without timestamps (before Kafka 0.10).</param>
/// <param name="ErrorType">The full name of the exception's type.</param>
/// <param name="ErrorMessage">What it said, up to 2,000 characters.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Time">When it was given up.</param>
public sealed record DeadLetterCause(
    string Processor, MessagePosition Source, DateTimeOffset? SourceTime, string ErrorType, string ErrorMessage, int Attempts, DateTimeOffset Time);
