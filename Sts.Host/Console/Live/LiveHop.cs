namespace Sts.Host.WebConsole.Live;

/// <summary>One thing that happened on the way of an utterance.</summary>
/// <param name="Type">The type of the event.</param>
/// <param name="Name">What happened, in a word or two.</param>
/// <param name="Detail">What happened, in more words.</param>
/// <param name="Time">When, by this host's clock.</param>
/// <param name="Processor">The processor that told; null if none did.</param>
/// <param name="Took">The time since the message that led to it was written to its topic; null where that is not known.</param>
public sealed record LiveHop(string Type, string Name, string Detail, DateTimeOffset Time, string? Processor, TimeSpan? Took);
