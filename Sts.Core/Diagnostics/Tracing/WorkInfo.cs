using Sts.Core.Messaging;

namespace Sts.Core.Diagnostics.Tracing;

/// <summary>What the calling code works on, for logs.</summary>
/// <param name="TraceId">The id of its trace; null if there is none.</param>
/// <param name="Processor">The processor that works; null if none does.</param>
/// <param name="Message">Where the message lies, or the first one of a batch; null if there is none.</param>
/// <param name="User">The key of the message, which is the user; null if it has none, or there is no message.</param>
public readonly record struct WorkInfo(string? TraceId, string? Processor, MessagePosition? Message, string? User);
