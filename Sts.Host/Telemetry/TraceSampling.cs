using System.Globalization;
using OpenTelemetry.Trace;
using Sts.Core.Configuration;

namespace Sts.Host.Telemetry;

/// <summary>Which traces are recorded: as the environment variables say, and else as the settings do.</summary>
internal static class TraceSampling
{
    public const string SamplerVariable = "OTEL_TRACES_SAMPLER";
    public const string ArgumentVariable = "OTEL_TRACES_SAMPLER_ARG";

    /// <exception cref="StsConfigurationException">A variable can't be.</exception>
    public static Sampler Choose(IConfiguration configuration, TelemetryOptions options) => new RootAwareSampler(configuration[SamplerVariable] switch
    {
        null or "" => ByParentOr(options.Traces.SamplingRatio),
        "always_on" => new AlwaysOnSampler(),
        "always_off" => new AlwaysOffSampler(),
        "traceidratio" => new TraceIdRatioBasedSampler(RatioIn(configuration)),
        "parentbased_always_on" => ByParentOr(1),
        "parentbased_always_off" => ByParentOr(0),
        "parentbased_traceidratio" => ByParentOr(RatioIn(configuration)),
        var unknown => throw new StsConfigurationException(
            $"{SamplerVariable} is '{unknown}'. Known are always_on, always_off, traceidratio and, with parentbased_ before them, the same."),
    });

    private static ParentBasedSampler ByParentOr(double ratio) => new(new TraceIdRatioBasedSampler(ratio));

    private static double RatioIn(IConfiguration configuration)
    {
        var text = configuration[ArgumentVariable];
        if (string.IsNullOrEmpty(text))
        {
            return 1;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1
            ? ratio
            : throw new StsConfigurationException($"{ArgumentVariable} is '{text}'. Write a number from 0 to 1.");
    }
}
