namespace Sts.Host.Security;

/// <summary>Tells people, who want pages, from programs.</summary>
internal static class RequestKind
{
    extension(HttpRequest request)
    {
        /// <summary>Whether somebody looks for a page with a browser.</summary>
        public bool IsByPerson =>
            HttpMethods.IsGet(request.Method)
            && !request.HttpContext.IsForRegistry
            && request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html")
            && request.Headers.Authorization.Count == 0;
    }
}
