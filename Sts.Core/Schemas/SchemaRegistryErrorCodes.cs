namespace Sts.Core.Schemas;

/// <summary>The error codes of the registry's API; the first three digits are the HTTP status.</summary>
public static class SchemaRegistryErrorCodes
{
    /// <summary>The subject does not exist.</summary>
    public const int SubjectNotFound = 40401;

    /// <summary>The subject has no such version.</summary>
    public const int VersionNotFound = 40402;

    /// <summary>There is no such schema, or not under this subject.</summary>
    public const int SchemaNotFound = 40403;

    /// <summary>The subject was deleted (softly) already.</summary>
    public const int SubjectSoftDeleted = 40404;

    /// <summary>The subject must be deleted softly before it can be deleted permanently.</summary>
    public const int SubjectNotSoftDeleted = 40405;

    /// <summary>The version was deleted (softly) already.</summary>
    public const int VersionSoftDeleted = 40406;

    /// <summary>The version must be deleted softly before it can be deleted permanently.</summary>
    public const int VersionNotSoftDeleted = 40407;

    /// <summary>The subject has no compatibility level of its own.</summary>
    public const int SubjectLevelNotConfigured = 40408;

    /// <summary>The subject has no mode of its own.</summary>
    public const int SubjectModeNotConfigured = 40409;

    /// <summary>The schema is incompatible with an earlier one.</summary>
    public const int IncompatibleSchema = 409;

    /// <summary>The schema is not a valid Avro schema.</summary>
    public const int InvalidSchema = 42201;

    /// <summary>The version is neither a positive number nor <c>latest</c>.</summary>
    public const int InvalidVersion = 42202;

    /// <summary>There is no such compatibility level.</summary>
    public const int InvalidCompatibilityLevel = 42203;

    /// <summary>There is no such mode.</summary>
    public const int InvalidMode = 42204;

    /// <summary>The mode of the registry or of the subject does not allow that.</summary>
    public const int OperationNotPermitted = 42205;

    /// <summary>Other schemas refer to the version that was to be deleted.</summary>
    public const int ReferenceExists = 42206;

    /// <summary>No subject can have that name.</summary>
    public const int InvalidSubject = 42208;

    /// <summary>The registry's store failed.</summary>
    public const int StoreError = 50001;
}
