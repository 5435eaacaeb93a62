namespace Sts.Agents.Local.Grammar;

/// <summary>A pattern is not well formed; whoever knows where it stands turns this into a <see cref="FormatException"/>.</summary>
internal sealed class PatternSyntaxException(string message) : Exception(message);
