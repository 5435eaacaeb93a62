using System.Reflection;

namespace Sts.Host.Api;

/// <summary>What <see cref="QueryNumber"/> and <see cref="QueryFlag"/> have in common.</summary>
internal static class QueryParameter
{
    /// <summary>What the address says; null when it is nothing.</summary>
    public static string? Text(HttpContext context, ParameterInfo parameter) =>
        context.Request.Query[parameter.Name!].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Says what a parameter is and must be.</summary>
    public static BadHttpRequestException Refuse(ParameterInfo parameter, string text, string kind) => new($"'{parameter.Name}' is '{text}', but must be {kind}.");
}
