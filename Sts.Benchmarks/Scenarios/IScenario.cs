using Sts.Benchmarks.Reporting;
using Sts.Benchmarks.Running;

namespace Sts.Benchmarks.Scenarios;

/// <summary>One thing that STS does, and the plainest program that does the same.</summary>
internal interface IScenario
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>What is compared, in a line.</summary>
    string Description { get; }

    /// <summary>Runs both in turn.</summary>
    /// <exception cref="InvalidOperationException">What ran did not do what it had to, for example keep the order.</exception>
    Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken);
}
