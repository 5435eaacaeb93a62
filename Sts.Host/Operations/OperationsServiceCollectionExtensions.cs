using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Schemas;

namespace Sts.Host.Operations;

/// <summary>Registers what the API and the console do for the people who run STS.</summary>
internal static class OperationsServiceCollectionExtensions
{
    public static IServiceCollection AddOperations(this IServiceCollection services) =>
        services.AddSingleton<ProcessorControl>().AddDeadLetterDesk();

    /// <summary>Registers the dead letters as people work with them; for the command line, which starts no host.</summary>
    public static IServiceCollection AddDeadLetterDesk(this IServiceCollection services) =>
        services.AddSingleton(provider => new DeadLetterDesk(provider.GetRequiredService<IDeadLetters>(), provider.GetRequiredService<AvroJson>));
}
