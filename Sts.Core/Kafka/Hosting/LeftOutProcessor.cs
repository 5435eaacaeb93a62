namespace Sts.Core.Kafka.Hosting;

/// <summary>A processor that is enabled and can't run, because something is wrong with its plugin.</summary>
/// <param name="Processor">As much as is known of it.</param>
/// <param name="Reason">Why, and what to do about it.</param>
internal sealed record LeftOutProcessor(ProcessorDescriptor Processor, string Reason);
