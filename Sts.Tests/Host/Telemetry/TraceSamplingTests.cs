using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;
using Sts.Core.Configuration;
using Sts.Host.Telemetry;

namespace Sts.Tests.Host.Telemetry;

public sealed class TraceSamplingTests
{
    private static readonly ActivityTraceId Trace = ActivityTraceId.CreateRandom();

    [TestCase(1.0, true)]
    [TestCase(0.0, false)]
    public void ShouldSample_TraceWithoutASpan_IsDecidedByTheRatio(double ratio, bool expected) =>
        Decide(Sampler(ratio), default, ActivityTraceFlags.None).Should().Be(expected);

    [Test]
    public void ShouldSample_BelowASpan_FollowsIt([Values(0.0, 1.0)] double ratio, [Values] bool recorded) =>
        Decide(Sampler(ratio), ActivitySpanId.CreateRandom(), recorded ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None).Should().Be(recorded);

    [Test]
    public void ShouldSample_HalfOfThem_IsTheSameHalfInEveryHost()
    {
        var ids = Enumerable.Range(0, 2_000).Select(_ => ActivityTraceId.CreateRandom()).ToList();

        var sampled = ids.Where(id => Decide(Sampler(0.5), default, ActivityTraceFlags.None, id)).ToList();

        sampled.Count.Should().BeInRange(800, 1_200);
        ids.Where(id => Decide(Sampler(0.5), default, ActivityTraceFlags.None, id)).Should().Equal(sampled);
    }

    [TestCase("always_on", null, true)]
    [TestCase("always_off", null, false)]
    [TestCase("traceidratio", "1.0", true)]
    [TestCase("parentbased_always_on", null, true)]
    [TestCase("parentbased_always_off", null, false)]
    [TestCase("parentbased_traceidratio", "0", false)]
    public void Choose_EnvironmentVariable_WinsOverTheSetting(string sampler, string? argument, bool expected) =>
        Decide(Sampler(expected ? 0 : 1, (TraceSampling.SamplerVariable, sampler), (TraceSampling.ArgumentVariable, argument)), default, ActivityTraceFlags.None)
            .Should().Be(expected);

    [TestCase("sometimes", null, "*OTEL_TRACES_SAMPLER*sometimes*always_on*")]
    [TestCase("traceidratio", "2", "*OTEL_TRACES_SAMPLER_ARG*2*0 to 1*")]
    public void Choose_WhatCannotBe_IsRefused(string sampler, string? argument, string message) =>
        this.Invoking(_ => Sampler(1, (TraceSampling.SamplerVariable, sampler), (TraceSampling.ArgumentVariable, argument)))
            .Should().Throw<StsConfigurationException>().WithMessage(message);

    private static Sampler Sampler(double ratio, params (string Key, string? Value)[] variables) => TraceSampling.Choose(
        new ConfigurationBuilder().AddInMemoryCollection(variables.Select(variable => KeyValuePair.Create(variable.Key, variable.Value))).Build(),
        new TelemetryOptions { Traces = { SamplingRatio = ratio } });

    private static bool Decide(Sampler sampler, ActivitySpanId parent, ActivityTraceFlags flags, ActivityTraceId? trace = null) =>
        sampler.ShouldSample(new SamplingParameters(new ActivityContext(trace ?? Trace, parent, flags), trace ?? Trace, "name", ActivityKind.Consumer))
            .Decision is SamplingDecision.RecordAndSample;
}
