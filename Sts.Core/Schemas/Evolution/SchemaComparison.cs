using Avro;
using Sts.Core.Schemas.Registry;

namespace Sts.Core.Schemas.Evolution;

/// <summary>Two versions of a schema side by side: what has changed, and who can't read whose messages because of it.</summary>
/// <param name="Older">What the newer one is compared with, in words, such as <c>version 2</c>.</param>
/// <param name="Version">The older one's version, if it is registered.</param>
/// <param name="Changes">What has changed.</param>
/// <param name="Problems">Why readers break, whether or not a level forbids it.</param>
public sealed record SchemaComparison(string Older, int? Version, IReadOnlyList<SchemaChange> Changes, IReadOnlyList<SchemaProblem> Problems)
{
    /// <summary>The problems that a level does not allow.</summary>
    public IEnumerable<SchemaProblem> ForbiddenBy(CompatibilityLevel level) => Problems.Where(problem => level.Forbids(problem.BrokenReader));

    internal static SchemaComparison Of(string olderName, int? version, Schema older, Schema newer)
    {
        var changes = SchemaDiff.Between(older, newer);
        return new SchemaComparison(olderName, version, changes,
        [
            .. SchemaCompatibility.Check(newer, older).Select(reason => Problem(BrokenReader.Newer, reason)),
            .. SchemaCompatibility.Check(older, newer).Select(reason => Problem(BrokenReader.Older, reason)),
        ]);

        SchemaProblem Problem(BrokenReader reader, string reason) => new(reader, reason, FixFor(reason)?.Fix);

        // A reason begins with its path, in the reader's words. Of unions the rules only say that no branch fits, so the change may lie below.
        SchemaChange? FixFor(string reason)
        {
            var path = reason.Split(':')[0];
            if (path.StartsWith(older.Fullname, StringComparison.Ordinal))
                path = newer.Fullname + path[older.Fullname.Length..];

            return changes.FirstOrDefault(change => change.Path == path)
                ?? changes.FirstOrDefault(change => change.Path.StartsWith(path, StringComparison.Ordinal));
        }
    }
}
