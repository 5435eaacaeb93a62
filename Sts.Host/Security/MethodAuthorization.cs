using Microsoft.AspNetCore.Authorization;

namespace Sts.Host.Security;

/// <summary>Whoever asks with GET or HEAD wants the role Read, everybody else Operate.</summary>
internal sealed class MethodAuthorization : AuthorizationHandler<MethodAuthorization>, IAuthorizationRequirement
{
    /// <summary>Whether a request changes something.</summary>
    public static bool Changes(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
        && context.GetEndpoint()?.Metadata.GetMetadata<ReadsAttribute>() is null;

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MethodAuthorization requirement)
    {
        if (context.Resource is HttpContext http && context.User.IsInRole(Changes(http) ? AccessPolicies.Operate : AccessPolicies.Read))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
