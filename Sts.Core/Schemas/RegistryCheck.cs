using Microsoft.Extensions.Options;
using Sts.Core.Diagnostics.Checks;

namespace Sts.Core.Schemas;

/// <summary>Looks whether the schema registry answers.</summary>
internal sealed class RegistryCheck(IOptions<SchemaRegistryOptions> options, IServiceProvider services) : ISystemCheck
{
    public string Name => "registry";

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.IsEmbedded)
        {
            return [CheckResult.Ok("built-in, kept in the database")];
        }

        var addresses = string.Join(", ", options.Value.Addresses.Select(WithoutUser));
        try
        {
            var client = (ISchemaRegistryClient)services.GetService(typeof(ISchemaRegistryClient))!;
            var subjects = await client.GetAllSubjectsAsync(cancellationToken);
            return [CheckResult.Ok($"{subjects.Count} subject(s) at {addresses}; 'schemas check' tells whether the schemas fit")];
        }
        catch (SchemaRegistryException exception)
        {
            return
            [
                CheckResult.Fault(
                    $"no usable answer from {addresses}: {exception.Message}",
                    "Start it, correct SchemaRegistry:Url, or give SchemaRegistry:BasicAuthUserInfo, BearerToken or the Ssl… settings that it wants."),
            ];
        }
    }

    private static string WithoutUser(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url)
        ? url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
        : "(no address)";
}
