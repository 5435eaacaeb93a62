using System.Globalization;

namespace Sts.Agents.Speech.Wyoming;

/// <summary>Reads <c>host:port</c>, with or without <c>tcp://</c> before it.</summary>
internal static class WyomingAddress
{
    /// <exception cref="FormatException">It is something else.</exception>
    public static (string Host, int Port) Parse(string address) =>
        Uri.TryCreate(address.Contains("://", StringComparison.Ordinal) ? address : "tcp://" + address, UriKind.Absolute, out var uri)
        && uri is { Scheme: "tcp", Port: > 0, PathAndQuery: "" or "/", UserInfo: "" }
            ? (uri.IdnHost, uri.Port)
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{address}' is not host:port"));

    /// <summary>What is wrong with an address, or null.</summary>
    public static string? Problem(string setting, string? address)
    {
        if (string.IsNullOrEmpty(address))
            return null;
        try
        {
            Parse(address);
            return null;
        }
        catch (FormatException)
        {
            return $"{setting} is '{address}', but must be host and port, such as 127.0.0.1:10200.";
        }
    }
}
