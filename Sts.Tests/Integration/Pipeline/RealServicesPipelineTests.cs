using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Pipeline;

/// <summary>The pipeline on a real Kafka and a real PostgreSQL, with the embedded registry.</summary>
/// <remarks>Of those that share the real Kafka's topics, the only one that runs beside other tests.</remarks>
public sealed class RealServicesPipelineTests : PipelineTests
{
    private RealServices? _services;

    [Test]
    public async Task Info_OnRealServices_NamesThem()
    {
        var info = await Host.GetAsync("/api/info");

        info.GetProperty("database").GetString().Should().StartWith("PostgreSQL");
        info.GetProperty("bootstrapServers").GetString().Should().Be(_services!.Kafka.BootstrapServers);
    }

    [Test]
    public async Task Metrics_OnPostgres_HaveTheDatabasesToo() => await WaitFor.ConditionAsync(
        async () =>
        {
            (await Host.Http.GetStringAsync("/metrics")).Should().Contain("db_client_operation_duration_seconds_bucket{");
            return true;
        },
        TimeSpan.FromSeconds(30), "a statement to be measured");

    protected override async Task<(IReadOnlyList<string> Settings, IReadOnlyDictionary<string, string> ClientProperties)> RequireServicesAsync()
    {
        _services = await RealServices.RequireAsync();
        return (_services.Settings, _services.Kafka.Properties);
    }

    // A broker before Kafka 0.11 has no headers; what they say is among the events too.
    protected override Task ShouldGiveReasonAsync(LoggedMessage deadLetter, string processor, string reason) => WaitFor.ConditionAsync(
        () => Events.Of(processor).Any(happened => happened.Type == "message.dead_lettered"
            && happened.Detail.Contains($"{deadLetter.Position.Topic}: {reason}", StringComparison.Ordinal)),
        TimeSpan.FromSeconds(30), $"the reason '{reason}' of a dead letter");
}
