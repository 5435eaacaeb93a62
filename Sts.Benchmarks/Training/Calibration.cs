namespace Sts.Benchmarks.Training;

/// <summary>
/// Makes probabilities of margins (Platt, 1999), fitted on margins of utterances that were not learned from. Both answers count the same in
/// it, whatever their number, so that one half is where the two kinds of error are in balance.
/// </summary>
internal readonly record struct Calibration(float Slope, float Offset)
{
    private const int Steps = 2000;
    private const double Rate = 0.5;

    /// <summary>Fits it.</summary>
    public static Calibration Fit(IReadOnlyList<(double Margin, bool Wanted)> margins)
    {
        var wanted = margins.Count(margin => margin.Wanted);
        var (slope, offset) = (1.0, 0.0);
        for (var step = 0; step < Steps; step++)
        {
            var (bySlope, byOffset) = (0.0, 0.0);
            foreach (var (margin, label) in margins)
            {
                var error = (1 / (1 + Math.Exp(-(slope * margin + offset))) - (label ? 1 : 0)) * (label ? 0.5 / wanted : 0.5 / (margins.Count - wanted));
                bySlope += error * margin;
                byOffset += error;
            }

            slope -= Rate * bySlope;
            offset -= Rate * byOffset;
        }

        return new Calibration((float)slope, (float)offset);
    }
}
