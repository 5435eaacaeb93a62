namespace Sts.Host.Operations;

/// <summary>Registers what the API and the console do for the people who run STS.</summary>
internal static class OperationsServiceCollectionExtensions
{
    public static IServiceCollection AddOperations(this IServiceCollection services) =>
        services.AddSingleton<ProcessorControl>().AddSingleton<DeadLetterDesk>();
}
