using System.Reflection;

namespace Sts.Host.Api;

/// <summary>A flag that a request may name in its address. What else stands there is refused in words.</summary>
/// <param name="Value">The flag; null when it is not there.</param>
internal readonly record struct QueryFlag(bool? Value)
{
    /// <summary>For parameters of endpoints.</summary>
    /// <exception cref="BadHttpRequestException">It is neither true nor false.</exception>
    public static ValueTask<QueryFlag> BindAsync(HttpContext context, ParameterInfo parameter) => QueryParameter.Text(context, parameter) switch
    {
        null => new(new QueryFlag(null)),
        var text when bool.TryParse(text, out var flag) => new(new QueryFlag(flag)),
        var text => throw QueryParameter.Refuse(parameter, text, "true or false"),
    };
}
