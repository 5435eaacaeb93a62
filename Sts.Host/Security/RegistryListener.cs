namespace Sts.Host.Security;

/// <summary>Marks a connection to the embedded schema registry.</summary>
internal sealed class RegistryListener;

/// <summary>Which of the two servers a request is for.</summary>
internal static class RegistryConnection
{
    extension(HttpContext context)
    {
        /// <summary>Whether it came to the embedded schema registry's port.</summary>
        public bool IsForRegistry => context.Features.Get<RegistryListener>() is not null;
    }
}
