using System.Globalization;
using System.Reflection;

namespace Sts.Host.Api;

/// <summary>A whole number that a request may name in its address. What else stands there is refused in words.</summary>
/// <param name="Value">The number; null when it is not there.</param>
internal readonly record struct QueryNumber(int? Value)
{
    /// <summary>For parameters of endpoints.</summary>
    /// <exception cref="BadHttpRequestException">It is no whole number.</exception>
    public static ValueTask<QueryNumber> BindAsync(HttpContext context, ParameterInfo parameter) => QueryParameter.Text(context, parameter) switch
    {
        null => new(new QueryNumber(null)),
        var text when int.TryParse(text, CultureInfo.InvariantCulture, out var number) => new(new QueryNumber(number)),
        var text => throw QueryParameter.Refuse(parameter, text, "a whole number"),
    };
}
