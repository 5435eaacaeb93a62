namespace Sts.Core.Schemas.Evolution;

/// <summary>Why somebody can't read something.</summary>
/// <param name="BrokenReader">Who can't.</param>
/// <param name="Reason">Where and why, in a sentence.</param>
/// <param name="Fix">What to do about it, if there is more to say than the reason does.</param>
public sealed record SchemaProblem(BrokenReader BrokenReader, string Reason, string? Fix);
