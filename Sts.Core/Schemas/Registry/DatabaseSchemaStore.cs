using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Schemas.Registry;

/// <summary>
/// The registry's schemas in the database. Two who add the same thing at once are told apart by the tables' keys: the one
/// whose insert fails finds the other's row.
/// </summary>
internal sealed partial class DatabaseSchemaStore(IDbContextFactory<StsDbContext> contexts) : ISchemaStore
{
    public Task<RegisteredSchema?> FindSchemaAsync(int id, CancellationToken cancellationToken) => FindAsync(s => s.Id == id, cancellationToken);

    public Task<RegisteredSchema?> FindSchemaAsync(string fingerprint, CancellationToken cancellationToken) =>
        FindAsync(s => s.Fingerprint == fingerprint, cancellationToken);

    public async Task<IReadOnlyList<RegisteredSchema>> GetSchemasAsync(IReadOnlyCollection<int> ids, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await WithReferences(db).Where(s => ids.Contains(s.Id)).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<RegisteredSchema>> GetSchemasAfterAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await WithReferences(db).Where(s => s.Id > id).OrderBy(s => s.Id).ToListAsync(cancellationToken);
    }

    public async Task<RegisteredSchema> GetOrAddSchemaAsync(SchemaDefinition schema, string fingerprint, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await FindSchemaAsync(fingerprint, cancellationToken) is { } known)
                return known;

            // Fails when somebody else adds the schema, or imports another one under the id that is next; then there is a next one.
            var added = Row(schema, fingerprint);
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (await TryAddAsync(db, added, cancellationToken))
                return added;
        }
    }

    public async Task<bool> TryAddSchemaAsync(int id, SchemaDefinition schema, string fingerprint, CancellationToken cancellationToken)
    {
        var added = Row(schema, fingerprint);
        added.Id = id;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await TryAddAsync(db, added, cancellationToken))
            return false;

        // PostgreSQL does not notice an id that was not taken from its sequence; SQLite does.
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"SELECT setval(pg_get_serial_sequence('schemas', 'id'), (SELECT max(id) FROM schemas))", cancellationToken);

        return true;
    }

    private static async Task<bool> TryAddAsync(StsDbContext db, RegisteredSchema schema, CancellationToken cancellationToken)
    {
        db.Add(schema);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            return false;
        }
    }

    private async Task<RegisteredSchema?> FindAsync(Expression<Func<RegisteredSchema, bool>> condition, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await WithReferences(db).FirstOrDefaultAsync(condition, cancellationToken);
    }

    private static IQueryable<RegisteredSchema> WithReferences(StsDbContext db) =>
        db.Schemas.AsNoTracking().Include(s => s.References.OrderBy(r => r.Position));

    private static RegisteredSchema Row(SchemaDefinition schema, string fingerprint) => new()
    {
        Text = schema.SchemaString,
        Fingerprint = fingerprint,
        References = [.. schema.References.Select((r, i) => new RegisteredReference { Position = i, Name = r.Name, Subject = r.Subject, Version = r.Version })],
    };
}
