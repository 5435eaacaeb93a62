using Sts.Benchmarks.Reporting;
using Sts.Benchmarks.Running;
using Sts.Benchmarks.Scenarios;

namespace Sts.Benchmarks;

/// <summary>One call of the program: some scenarios, one after the other, on the same servers.</summary>
internal sealed class Session(IReadOnlyList<IScenario> scenarios, RunOptions options, ServerAddresses addresses)
{
    private const int Success = 0;
    private const int Failure = 1;

    /// <returns>0 when every scenario ran to its end, whatever its figures are; else 1.</returns>
    public async Task<int> RunAsync(Report report, CancellationToken cancellationToken)
    {
#if DEBUG
        report.Say("This is a debug build, so its figures mean nothing. Use dotnet run -c Release.");
#endif
        var folder = Directory.CreateTempSubdirectory("sts-benchmarks-").FullName;
        var rows = new List<Row>();
        var failed = false;
        await using var servers = new Servers(folder, addresses, report.Say);
        await using var bench = await Bench.CreateAsync(folder, servers, options, report, cancellationToken);
        foreach (var scenario in scenarios)
        {
            try
            {
                bench.Begin(scenario.Name);
                rows.AddRange(await scenario.RunAsync(bench, cancellationToken));
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The others' figures took minutes to get.
                failed = true;
                report.Say($"{scenario.Name} failed: {exception}");
            }
        }

        await report.WriteAsync(rows, options, cancellationToken);
        return failed ? Failure : Success;
    }
}
