using Sts.Core.Schemas;

namespace Sts.Host.Api;

/// <summary>Refusals that concern the API itself; what concerns schemas comes from the registry.</summary>
internal static class RegistryErrors
{
    public static IResult NoSuchResource() => RegistryJson.Error(404, 404, "HTTP 404 Not Found");

    public static IResult SubjectModeNotConfigured(string subject) =>
        RegistryJson.Error(404, SchemaRegistryErrorCodes.SubjectModeNotConfigured, $"Subject '{subject}' does not have subject-level mode configured");

    public static IResult SubjectLevelNotConfigured(string subject) =>
        RegistryJson.Error(404, SchemaRegistryErrorCodes.SubjectLevelNotConfigured, $"Subject '{subject}' does not have subject-level compatibility configured");
}
