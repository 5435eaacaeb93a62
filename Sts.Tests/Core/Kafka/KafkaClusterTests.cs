using Microsoft.Extensions.Options;
using Sts.Core.Kafka;

namespace Sts.Tests.Core.Kafka;

public sealed class KafkaClusterTests
{
    [TestCase(null, null, true)]
    [TestCase("true", "0.9.0.1", true)]
    [TestCase("false", "0.9.0.1", false)]
    [TestCase("False", "0.10.2", false)]
    [TestCase("0", null, false)]
    [TestCase("false", "0.11.0", true)]
    [TestCase("false", "2.0", true)]
    public void SupportsHeaders_ByTheClientsProperties_TellsTheBrokersAge(string? request, string? version, bool expected)
    {
        var options = new KafkaOptions { BootstrapServers = "localhost:9092" };
        Set("api.version.request", request);
        Set("broker.version.fallback", version);
        using var cluster = new KafkaCluster(Options.Create(options));

        cluster.SupportsHeaders.Should().Be(expected);

        void Set(string name, string? value)
        {
            if (value is not null)
            {
                options.Properties[name] = value;
            }
        }
    }
}
