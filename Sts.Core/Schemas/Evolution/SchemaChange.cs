namespace Sts.Core.Schemas.Evolution;

/// <summary>One difference between two versions of a schema. Documentation and logical types don't count: they change no bytes.</summary>
/// <param name="Kind">What has happened.</param>
/// <param name="Path">Where, from the record's full name down, such as <c>sts.action.ActionMessage.reasoning</c>.</param>
/// <param name="Text">What it is, such as <c>reasoning: string, no default</c>.</param>
/// <param name="Fix">What to do if readers can't live with it.</param>
public sealed record SchemaChange(SchemaChangeKind Kind, string Path, string Text, string Fix)
{
    /// <summary>The line of a diff.</summary>
    public override string ToString() => $"{(Kind is SchemaChangeKind.Added ? '+' : Kind is SchemaChangeKind.Removed ? '-' : '~')} {Text}";
}
