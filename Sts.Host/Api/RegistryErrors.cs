using Sts.Core.Schemas;

namespace Sts.Host.Api;

/// <summary>Refusals that concern the API itself; what concerns schemas comes from the registry.</summary>
internal static class RegistryErrors
{
    public static IResult NoSuchResource() => RegistryJson.Error(404, 404, "HTTP 404 Not Found");

    /// <summary>What has nothing to do with schemas, such as a missing key: the code is the status.</summary>
    public static IResult Of(int status, string message) => RegistryJson.Error(status, status, message);

    public static SchemaRegistryException SubjectModeNotConfigured(string subject) =>
        new($"Subject '{subject}' does not have subject-level mode configured", SchemaRegistryErrorCodes.SubjectModeNotConfigured, 404);

    public static SchemaRegistryException SubjectLevelNotConfigured(string subject) =>
        new($"Subject '{subject}' does not have subject-level compatibility configured", SchemaRegistryErrorCodes.SubjectLevelNotConfigured, 404);

    /// <summary>To remove what is not there is, to Confluent's registry, as if there were no subject.</summary>
    public static SchemaRegistryException NothingToRemove(string subject) =>
        new($"Subject '{subject}' not found.", SchemaRegistryErrorCodes.SubjectNotFound, 404);
}
