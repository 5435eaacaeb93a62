namespace Sts.Core.Schemas.Registry;

/// <summary>What the registry refuses, with the codes of Confluent's API.</summary>
internal static class Refusal
{
    public static SchemaRegistryException SubjectNotFound(string subject) =>
        NotFound(SchemaRegistryErrorCodes.SubjectNotFound, $"Subject '{subject}' not found.");

    public static SchemaRegistryException VersionNotFound(int version) =>
        NotFound(SchemaRegistryErrorCodes.VersionNotFound, $"Version {version} not found.");

    public static SchemaRegistryException SchemaNotFound(int? id = null) =>
        NotFound(SchemaRegistryErrorCodes.SchemaNotFound, id is null ? "Schema not found." : $"Schema {id} not found.");

    public static SchemaRegistryException SubjectSoftDeleted(string subject) =>
        NotFound(SchemaRegistryErrorCodes.SubjectSoftDeleted, $"Subject '{subject}' was soft deleted. Set permanent=true to delete permanently.");

    public static SchemaRegistryException SubjectNotSoftDeleted(string subject) =>
        NotFound(SchemaRegistryErrorCodes.SubjectNotSoftDeleted, $"Subject '{subject}' was not deleted first before being permanently deleted.");

    public static SchemaRegistryException VersionSoftDeleted(string subject, int version) =>
        NotFound(SchemaRegistryErrorCodes.VersionSoftDeleted, $"Subject '{subject}' version {version} was soft deleted. Set permanent=true to delete permanently.");

    public static SchemaRegistryException VersionNotSoftDeleted(string subject, int version) =>
        NotFound(SchemaRegistryErrorCodes.VersionNotSoftDeleted, $"Subject '{subject}' version {version} was not deleted first before being permanently deleted.");

    public static SchemaRegistryException Incompatible(string subject, IEnumerable<string> problems) =>
        new($"The schema is incompatible with an earlier one of subject '{subject}'. {string.Join(' ', problems)}", SchemaRegistryErrorCodes.IncompatibleSchema, 409);

    public static SchemaRegistryException UnknownReference(SchemaReference reference, Exception cause) =>
        new(
            $"Invalid schema. It refers to '{reference.Name}' in subject '{reference.Subject}' version {reference.Version}, which is not there.",
            SchemaRegistryErrorCodes.InvalidSchema, 422, innerException: cause);

    public static SchemaRegistryException InvalidSchema(Exception cause) =>
        new($"Invalid schema. {cause.Message}", SchemaRegistryErrorCodes.InvalidSchema, 422, innerException: cause);

    public static SchemaRegistryException InvalidCompatibilityLevel() =>
        new($"Invalid compatibility level. Valid values are {CompatibilityLevelNames.All}.", SchemaRegistryErrorCodes.InvalidCompatibilityLevel, 422);

    public static SchemaRegistryException InvalidMode() =>
        new($"Invalid mode. Valid values are {SchemaRegistryModeNames.All}.", SchemaRegistryErrorCodes.InvalidMode, 422);

    public static SchemaRegistryException NotPermitted(string message) => new(message, SchemaRegistryErrorCodes.OperationNotPermitted, 422);

    public static SchemaRegistryException Referenced(string subject, int version) =>
        new($"One or more references exist to subject '{subject}' version {version}.", SchemaRegistryErrorCodes.ReferenceExists, 422);

    public static SchemaRegistryException InvalidSubject(string subject) =>
        new($"The name of the subject, {System.Text.Json.JsonSerializer.Serialize(subject)}, is empty or has control characters.", SchemaRegistryErrorCodes.InvalidSubject, 422);

    private static SchemaRegistryException NotFound(int code, string message) => new(message, code, 404);
}
