using System.Data.Common;
using System.Text.RegularExpressions;

namespace Sts.Host.Doctor;

/// <summary>The secrets among the settings, so that none is shown, whoever puts it into a message.</summary>
internal sealed partial class Secrets(IConfiguration configuration)
{
    private const string Hidden = "***";
    private const int Shortest = 4;

    private readonly string[] _values = [.. Find(configuration).Where(value => value.Length >= Shortest).Distinct().OrderByDescending(value => value.Length)];

    /// <summary>A text without them.</summary>
    public string Hide(string text) => _values.Aggregate(text, (current, secret) => current.Replace(secret, Hidden, StringComparison.Ordinal));

    private static IEnumerable<string> Find(IConfiguration configuration)
    {
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            if (string.IsNullOrEmpty(value))
            {
                continue;
            }

            if (SecretKey().IsMatch(key) && !key.EndsWith("File", StringComparison.OrdinalIgnoreCase))
            {
                yield return value;
            }
            else if (key.EndsWith("ConnectionString", StringComparison.OrdinalIgnoreCase) && PasswordIn(value) is { } password)
            {
                yield return password;
            }

            foreach (Match user in UserInfo().Matches(value))
            {
                yield return user.Groups["info"].Value;
            }
        }
    }

    private static string? PasswordIn(string connectionString)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
            return parts.TryGetValue("Password", out var password) ? password.ToString() : null;
        }
        catch (ArgumentException)
        {
            // What is no connection string is told of by the check of the settings, by its key.
            return connectionString;
        }
    }

    [GeneratedRegex("password|secret|apikey|api[-_.]key|token$|userinfo|hashkey|^http:keys:.*:key$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretKey();

    [GeneratedRegex("://(?<info>[^/@\\s]+)@")]
    private static partial Regex UserInfo();
}
