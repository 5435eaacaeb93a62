namespace Sts.Tests.Integration.Pipeline;

/// <summary>What one user says, and how it ends.</summary>
/// <param name="User">Who.</param>
/// <param name="Lines">What, in order.</param>
/// <param name="Commands">Those of the lines that are said to an assistant.</param>
/// <param name="EndsWithGoodbye">Whether the last line asks to end the session; else the user falls silent.</param>
public sealed record Talk(string User, IReadOnlyList<string> Lines, IReadOnlyList<string> Commands, bool EndsWithGoodbye);
