using OpenTelemetry.Trace;

namespace Sts.Host.Telemetry;

/// <summary>
/// Lets another sampler decide, to which a trace that has an id and no span yet is one that begins. The usual samplers would take it for one that somebody
/// has decided not to record.
/// </summary>
internal sealed class RootAwareSampler(Sampler decides) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var isRoot = samplingParameters.ParentContext.SpanId == default;
        return decides.ShouldSample(isRoot
            ? new SamplingParameters(default, samplingParameters.TraceId, samplingParameters.Name, samplingParameters.Kind, samplingParameters.Tags, samplingParameters.Links)
            : samplingParameters);
    }
}
