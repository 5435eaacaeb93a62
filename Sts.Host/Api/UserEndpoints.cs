using Sts.Core.Storage;
using Sts.Processors;

namespace Sts.Host.Api;

/// <summary>Erases what is stored of somebody.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder endpoints) => endpoints.MapDelete("/api/users/{user}", EraseAsync);

    private static async Task<ErasedRows> EraseAsync(string user, bool? dryRun, IErasure erasure, Conversations conversations, CancellationToken cancellationToken)
    {
        if (dryRun is true)
        {
            return await erasure.CountAsync(user, cancellationToken);
        }

        conversations.Forget(user);
        return await erasure.EraseUserAsync(user, cancellationToken);
    }
}
