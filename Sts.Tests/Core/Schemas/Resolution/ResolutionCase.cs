namespace Sts.Tests.Core.Schemas.Resolution;

/// <summary>A rule of the Avro specification's section on schema resolution, at an example.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Writer">The schema that was written with.</param>
/// <param name="Value">What was written, as JSON.</param>
/// <param name="Reader">The schema that is read with.</param>
/// <param name="Expected">What is read, as JSON; null when it can't be.</param>
/// <param name="Apache">What Apache.Avro does instead; null when it does the same.</param>
public sealed record ResolutionCase(string Rule, string Writer, string Value, string Reader, string? Expected, string? Apache = null)
{
    /// <inheritdoc />
    public override string ToString() => Apache is null ? Rule : $"{Rule} (Apache.Avro {Apache})";
}
