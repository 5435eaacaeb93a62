using Sts.Core.Kafka.Hosting;
using Sts.Core.Kafka.Processing;

namespace Sts.Core.Messaging;

/// <summary>
/// Something that consumes Kafka topics. The host finds implementations by scanning assemblies and runs each one that is enabled
/// under <c>Processors:&lt;Name&gt;</c> in a consumer group of its own. Derive from <see cref="AvroProcessor{TMessage}"/> or
/// <see cref="AvroBatchProcessor{TMessage}"/>; name what is consumed with <see cref="ConsumesAttribute"/>.
/// </summary>
/// <remarks>
/// The name is the class name without <c>Processor</c>. An instance lives from one start of the processor to its stop or crash;
/// constructor parameters come from the host's services. An implementation that is <see cref="IAsyncDisposable"/> is disposed then.
/// </remarks>
public interface IProcessor
{
    /// <summary>Creates what the engine calls for each message. Only the base classes of this assembly implement it.</summary>
    internal IMessageHandler CreateHandler(IServiceProvider services, ProcessorOptions options);
}
