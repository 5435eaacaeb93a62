namespace Sts.Core.Diagnostics.Checks;

/// <summary>What a check has found.</summary>
/// <param name="Level">How it is.</param>
/// <param name="Finding">What was found, in a sentence without secrets.</param>
/// <param name="Advice">What to do about it; null when there is nothing to be done.</param>
public sealed record CheckResult(CheckLevel Level, string Finding, string? Advice = null)
{
    /// <summary>It is as it should be.</summary>
    public static CheckResult Ok(string finding) => new(CheckLevel.Ok, finding);

    /// <summary>It works, and is perhaps not what was meant.</summary>
    public static CheckResult Warning(string finding, string advice) => new(CheckLevel.Warning, finding, advice);

    /// <summary>It does not work.</summary>
    public static CheckResult Fault(string finding, string advice) => new(CheckLevel.Fault, finding, advice);
}
