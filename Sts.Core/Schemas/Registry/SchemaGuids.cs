using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Sts.Core.Schemas.Registry;

/// <summary>
/// Finds schemas by their GUIDs, which are made from them and so need no place in the database. Schemas are never removed, so each
/// is looked at about once.
/// </summary>
internal sealed class SchemaGuids(ISchemaStore store)
{
    // A schema whose transaction began earlier may appear after one with a higher id.
    private const int Overlap = 100;

    private readonly ConcurrentDictionary<Guid, int> _ids = new();
    private int _lastId;

    /// <summary>The GUID of a schema: the MD5 of its text, as Confluent's registry makes it, and of its references, if it has any.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "An identity that others compute the same way, and no protection.")]
    public static Guid Of(SchemaDefinition schema)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(Encoding.UTF8.GetBytes(schema.SchemaString));
        Span<byte> version = stackalloc byte[sizeof(int)];
        foreach (var reference in schema.References)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(reference.Name));
            hash.AppendData(Encoding.UTF8.GetBytes(reference.Subject));
            BinaryPrimitives.WriteInt32BigEndian(version, reference.Version);
            hash.AppendData(version);
        }

        return new Guid(hash.GetHashAndReset(), bigEndian: true);
    }

    /// <summary>The id of the schema with a GUID; null when there is none.</summary>
    public async Task<int?> FindAsync(Guid guid, CancellationToken cancellationToken)
    {
        if (!_ids.ContainsKey(guid))
            await ReadNewAsync(cancellationToken);

        return _ids.TryGetValue(guid, out var id) ? id : null;
    }

    private async Task ReadNewAsync(CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref _lastId);
        foreach (var schema in await store.GetSchemasAfterAsync(known - Overlap, cancellationToken))
        {
            _ids.TryAdd(Of(SchemaRegistry.Definition(schema)), schema.Id);
            known = schema.Id;
        }

        // Somebody who began later may have read more; reading some again does no harm.
        Volatile.Write(ref _lastId, known);
    }
}
