using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;
using Sts.Host.Telemetry;
using Sts.Tests.Agents;
using Sts.Tests.Integration.Observability;

namespace Sts.Tests.Host.Telemetry;

[NonParallelizable]
public sealed class OtlpExportTests
{
    private readonly ActivitySource _source = new("Sts.Tests.OtlpExport");

    [OneTimeTearDown]
    public void DisposeSource() => _source.Dispose();

    [Test]
    public async Task Apply_EitherProtocol_SendsWithTheHeaders([Values] OtlpExportProtocol protocol)
    {
        await using var receiver = await OtlpReceiver.StartAsync(protocol);

        Send(new OtlpOptions { Endpoint = receiver.Endpoint, Protocol = protocol, Headers = "Authorization=Bearer t0p-secret" }, "spoken").Should().BeTrue();

        receiver.Spans.Select(span => span.Name).Should().Equal("spoken");
        receiver.Authorizations.Should().Equal("Bearer t0p-secret");
    }

    [Test]
    public async Task Failures_NobodyThere_AreToldOfOnceInAWhile()
    {
        var (time, logs) = (new FakeTimeProvider(), new CollectingLoggerProvider());
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(logs));
        using var failures = new OtlpFailures(time, factory.CreateLogger<OtlpFailures>());
        await failures.StartAsync(CancellationToken.None);
        var nobody = new OtlpOptions { Endpoint = "http://127.0.0.1:1", Protocol = OtlpExportProtocol.HttpProtobuf, Headers = "Authorization=Bearer t0p-secret" };

        Send(nobody, "first");
        Send(nobody, "second");

        var warning = logs.Lines.Should().ContainSingle(line => line.Level == LogLevel.Warning).Which.Text;
        warning.Should().Contain("Telemetry:Otlp:Endpoint").And.Contain("127.0.0.1:1").And.NotContain("t0p-secret").And.NotContain("   at ");
        time.Advance(TimeSpan.FromMinutes(11));
        Send(nobody, "third");
        logs.Lines.Where(line => line.Level == LogLevel.Warning).Should().HaveCount(2);
        logs.Lines[^1].Text.Should().NotContain("warning: 0");
    }

    private bool Send(OtlpOptions options, string span)
    {
        using var provider = Sdk.CreateTracerProviderBuilder().AddSource(_source.Name).AddOtlpExporter(exporter => options.Apply(exporter, "v1/traces")).Build();
        using (_source.StartActivity(span, ActivityKind.Internal))
        {
            // Nothing is done in it: what counts is that it ends.
        }

        return provider.ForceFlush(timeoutMilliseconds: 30_000);
    }
}
