using Microsoft.AspNetCore.Http.Features;
using Sts.Core.Privacy;
using Sts.Core.Storage;

namespace Sts.Host.Api;

/// <summary>Erases what is stored of somebody.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder endpoints) => endpoints.MapDelete("/api/users/{user}", EraseAsync);

    private static async Task<ErasedRows> EraseAsync(HttpContext context, QueryFlag dryRun, IErasure erasure, IEnumerable<IUserMemory> memories, CancellationToken cancellationToken)
    {
        var user = UserOf(context);
        if (dryRun.Value is true)
        {
            return await erasure.CountAsync(user, cancellationToken);
        }

        var erased = await erasure.EraseUserAsync(user, cancellationToken);
        // Not before the rows are gone, or it could be remembered from them again.
        foreach (var memory in memories)
        {
            memory.Forget(user);
        }

        return erased;
    }

    // Routing leaves an encoded slash in a name as it is, so the name is taken from the address as it came.
    private static string UserOf(HttpContext context)
    {
        var path = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0].TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}
