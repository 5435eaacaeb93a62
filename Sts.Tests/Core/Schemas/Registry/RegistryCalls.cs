using Sts.Core.Schemas;
using Sts.Core.Schemas.Registry;

namespace Sts.Tests.Core.Schemas.Registry;

/// <summary>Asks a registry in fewer words: about schemas without references, as they are written, that were not deleted.</summary>
internal static class RegistryCalls
{
    public static Task<SubjectSchema> RegisterAsync(this SchemaRegistry registry, string subject, string schema) =>
        registry.RegisterAsync(subject, new SchemaDefinition(schema), normalize: false, CancellationToken.None);

    public static Task<SubjectSchema> RegisterAsync(this SchemaRegistry registry, string subject, string schema, params SchemaReference[] references) =>
        registry.RegisterAsync(subject, new SchemaDefinition(schema, references), normalize: false, CancellationToken.None);

    public static Task<SubjectSchema> LookUpAsync(this SchemaRegistry registry, string subject, string schema) =>
        registry.LookUpAsync(subject, new SchemaDefinition(schema), normalize: false, includeDeleted: false, CancellationToken.None);
}
