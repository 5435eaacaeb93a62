using System.Net.Sockets;
using Sts.Core.Kafka.Processing;

namespace Sts.Tests.Core.Kafka;

public sealed class FailureClassifierTests
{
    [Test]
    public void Describe_ExceptionWithCauses_TellsThemAll()
    {
        var refused = new SocketException((int)SocketError.ConnectionRefused);
        var exception = new InvalidOperationException("It failed.", new TimeoutException("The database is away.", refused));

        FailureClassifier.Describe(exception).Should().Be($"It failed: The database is away: {refused.Message}");
    }
}
