using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

/// <summary>On Kafka and PostgreSQL.</summary>
[NonParallelizable]
public sealed class RealBadInputTests : BadInputTests
{
    // Whether a Kafka has headers depends on its age, and the tests get along without: the log says the same.
    protected override bool HasHeaders => false;

    protected override async Task<(IReadOnlyList<string> Settings, IReadOnlyDictionary<string, string> Client)> PrepareAsync()
    {
        var services = await RealServices.RequireAsync();
        return (services.Settings, services.Kafka.Properties);
    }
}
