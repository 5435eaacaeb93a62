namespace Sts.Core.Kafka.Hosting;

/// <summary>Something that went wrong in a processor.</summary>
/// <param name="Message">What, in words.</param>
/// <param name="At">When, by this host's clock.</param>
public sealed record ProcessorError(string Message, DateTimeOffset At);
