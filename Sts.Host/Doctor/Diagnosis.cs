using Sts.Core.Diagnostics.Checks;

namespace Sts.Host.Doctor;

/// <summary>A result of a check, as the command shows it.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Level">How it is: <c>ok</c>, <c>warning</c> or <c>fault</c>.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Advice">What to do about it.</param>
internal sealed record Diagnosis(string Check, string Level, string Finding, string? Advice)
{
    public bool IsFault => Level == NameOf(CheckLevel.Fault);

    public static Diagnosis Of(string check, CheckResult result) => new(check, NameOf(result.Level), result.Finding, result.Advice);

    private static string NameOf(CheckLevel level) => level switch
    {
        CheckLevel.Ok => "ok",
        CheckLevel.Warning => "warning",
        _ => "fault",
    };
}
