using Microsoft.AspNetCore.Authentication;
using Sts.Host.Api;

namespace Sts.Host.Security;

/// <summary>Tells callers that they may not, in the way that fits how they asked: people get the sign-in page, programs an error of their kind.</summary>
internal static class Refusal
{
    private const string NoKey =
        "This host wants to know who asks. Send a key of the section Http:Keys, as 'Authorization: Bearer KEY' or 'X-Api-Key: KEY'.";

    /// <summary>It is not known who asks.</summary>
    public static async Task ChallengeAsync(HttpContext context)
    {
        if (context.RequestServices.GetRequiredService<WrongKeys>().AreTooMany(context))
        {
            context.Response.Headers.RetryAfter = $"{WrongKeys.Window.TotalSeconds:0}";
            await WriteAsync(context, StatusCodes.Status429TooManyRequests, "Too many wrong keys have come from this address. Wait a minute.");
            return;
        }

        if (context.Request.IsByPerson)
        {
            var back = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
            context.Response.Redirect($"{SignInEndpoints.Path}{QueryString.Create(SignInEndpoints.ReturnUrl, back)}");
            return;
        }

        context.Response.Headers.WWWAuthenticate = context.IsForRegistry ? "Basic realm=\"STS schema registry\"" : "Bearer realm=\"STS\"";
        // What is wrong with a key or a token is for the log only.
        await WriteAsync(context, StatusCodes.Status401Unauthorized, NoKey, (await context.AuthenticateAsync()).Failure?.Message ?? "Neither a key nor a token.");
    }

    /// <summary>It is known who asks, but they may not do that.</summary>
    public static Task ForbidAsync(HttpContext context) => WriteAsync(
        context, StatusCodes.Status403Forbidden,
        $"'{context.User.Identity?.Name}' may not do that: {context.Request.Method} wants the role {(MethodAuthorization.Changes(context) ? AccessPolicies.Operate : AccessPolicies.Read)}.");

    /// <summary>Writes the refusal as the schema registry's clients or as the API's clients expect errors.</summary>
    public static Task WriteAsync(HttpContext context, int status, string detail, string? why = null)
    {
        context.RequestServices.GetRequiredService<RefusalLog>().Note(context, status, why ?? detail);
        context.Response.StatusCode = status;
        return context.IsForRegistry
            ? RegistryErrors.Of(status, detail).ExecuteAsync(context)
            : Results.Problem(detail, statusCode: status).ExecuteAsync(context);
    }
}
