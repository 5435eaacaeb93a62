using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Pipeline;

/// <summary>The pipeline on embedded parts: broker, registry and SQLite.</summary>
public sealed class EmbeddedPipelineTests : PipelineTests
{
    [Test]
    public async Task Info_OnEmbeddedParts_NamesThem()
    {
        var info = await Host.GetAsync("/api/info");

        info.GetProperty("database").GetString().Should().StartWith("SQLite");
        info.GetProperty("bootstrapServers").GetString().Should().StartWith("127.0.0.1:");
    }

    protected override Task<(IReadOnlyList<string> Settings, IReadOnlyDictionary<string, string> ClientProperties)> RequireServicesAsync() =>
        Task.FromResult<(IReadOnlyList<string>, IReadOnlyDictionary<string, string>)>(([], new Dictionary<string, string>()));

    protected override Task ShouldGiveReasonAsync(LoggedMessage deadLetter, string processor, string reason)
    {
        deadLetter.Header("sts.error.message").Should().StartWith(reason);
        deadLetter.Header("sts.processor").Should().Be(processor);
        return Task.CompletedTask;
    }
}
