using Microsoft.EntityFrameworkCore;
using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Tests.Core.Storage;

public sealed class RegistryModelTests<TDatabase> : StorageTests<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Test]
    public async Task Schemas_FirstRow_GetsIdOneAndSameFingerprintIsRefused()
    {
        await using var database = Host.Open();
        var schema = new RegisteredSchema { Text = "\"string\"", Fingerprint = "f" };
        database.Add(schema);
        await database.SaveChangesAsync();
        schema.Id.Should().Be(1);

        (await RefusedAsync(new RegisteredSchema { Text = "\"string\"", Fingerprint = "f" })).Should().BeTrue();
        database.Add(new SubjectVersion { Subject = "s", Version = 1, SchemaId = 1 });
        database.Add(new SubjectConfig { Subject = "", CompatibilityLevel = "FULL" });
        await database.SaveChangesAsync();
        (await RefusedAsync(new SubjectVersion { Subject = "s", Version = 1, SchemaId = 1 })).Should().BeTrue();
        (await RefusedAsync(new SubjectConfig { Subject = "", CompatibilityLevel = "NONE" })).Should().BeTrue();
    }

    [Test]
    public async Task SubjectVersions_UnknownSchema_IsRefused()
    {
        await using var database = Host.Open();
        database.Add(new SubjectVersion { Subject = "orphan", Version = 1, SchemaId = 4711 });

        var save = () => database.SaveChangesAsync();

        await save.Should().ThrowAsync<DbUpdateException>();
    }

    private async Task<bool> RefusedAsync(object row)
    {
        await using var database = Host.Open();
        database.Add(row);
        try
        {
            await database.SaveChangesAsync();
            return false;
        }
        catch (DbUpdateException e)
        {
            DatabaseErrors.IsTransient(e).Should().BeFalse();
            return DatabaseErrors.IsUniqueViolation(e);
        }
    }
}
