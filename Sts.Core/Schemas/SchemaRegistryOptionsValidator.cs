using System.Net;
using Microsoft.Extensions.Options;
using Sts.Core.Schemas.Http;
using Sts.Core.Schemas.Registry;

namespace Sts.Core.Schemas;

/// <summary>Says which setting is wrong and how to put it right, without repeating what may be secret.</summary>
internal sealed class SchemaRegistryOptionsValidator : IValidateOptions<SchemaRegistryOptions>
{
    public ValidateOptionsResult Validate(string? name, SchemaRegistryOptions options)
    {
        var errors = new List<string>();
        foreach (var address in options.Addresses)
            if (AddressError(address) is { } error)
                errors.Add($"SchemaRegistry:Url {error}");

        if (options.BasicAuthUserInfo.Length > 0 && !options.BasicAuthUserInfo.Contains(':'))
            errors.Add("SchemaRegistry:BasicAuthUserInfo must be of the form user:password.");

        if (options.BasicAuthUserInfo.Length > 0 && options.BearerToken.Length > 0)
            errors.Add("SchemaRegistry:BasicAuthUserInfo and SchemaRegistry:BearerToken exclude each other; set one of them.");

        if (options.BearerToken.Any(c => c is <= ' ' or > '~'))
            errors.Add("SchemaRegistry:BearerToken contains a blank or another character that no token has.");

        if (options.RequestTimeoutMs <= 0)
            errors.Add($"SchemaRegistry:RequestTimeoutMs is {options.RequestTimeoutMs}, but must be greater than 0.");

        if (options.UseLatestVersion && options.AutoRegisterSchemas)
            errors.Add("SchemaRegistry:UseLatestVersion and SchemaRegistry:AutoRegisterSchemas exclude each other; set AutoRegisterSchemas to false to write with the newest version.");

        if (options.RetriesWaitMs < 0 || options.RetriesMaxWaitMs < options.RetriesWaitMs)
            errors.Add(
                $"SchemaRegistry:RetriesWaitMs is {options.RetriesWaitMs} and SchemaRegistry:RetriesMaxWaitMs {options.RetriesMaxWaitMs}, but they must not be "
                + "negative, nor the second less than the first.");

        if (options.MaxCachedSchemas <= 0)
            errors.Add($"SchemaRegistry:MaxCachedSchemas is {options.MaxCachedSchemas}, but must be greater than 0.");

        if (options.LatestCacheTtlSecs < -1)
            errors.Add($"SchemaRegistry:LatestCacheTtlSecs is {options.LatestCacheTtlSecs}, but must be at least 0, or -1 to keep latest versions for ever.");

        errors.AddRange(RegistryCertificates.FindProblems(options));
        if (!IPAddress.TryParse(options.Embedded.Address, out _))
            errors.Add($"SchemaRegistry:Embedded:Address is '{options.Embedded.Address}', but must be an IP address, such as 127.0.0.1 or 0.0.0.0.");

        if (options.Embedded.Port is < 0 or > 65535)
            errors.Add($"SchemaRegistry:Embedded:Port is {options.Embedded.Port}, but must be from 0 (any free port) to 65535.");

        if (!CompatibilityLevelNames.TryParse(options.Embedded.CompatibilityLevel, out _))
            errors.Add($"SchemaRegistry:Embedded:CompatibilityLevel is '{options.Embedded.CompatibilityLevel}', but must be one of {CompatibilityLevelNames.All}.");

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static string? AddressError(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return "has an entry that is not an address; write something like http://localhost:8081.";

        if (uri.UserInfo.Length > 0)
            return "must not contain user and password; put them into SchemaRegistry:BasicAuthUserInfo.";

        return uri.Scheme is "http" or "https" ? null : $"has an address with the scheme '{uri.Scheme}'; only http and https are possible.";
    }
}
