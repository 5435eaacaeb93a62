using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Sts.Core.Privacy;

/// <summary>How users are named where their names need not be known: in logs and spans.</summary>
public sealed class UserNames
{
    // Enough that two of a million users hardly share one (the square of a million is below 2 to the 40th).
    private const int HashBytes = 10;

    private readonly PrivacyOptions _options;
    private readonly Lazy<byte[]> _key;

    /// <summary>Creates it. The key is read, or made, when it is needed first.</summary>
    public UserNames(IOptions<PrivacyOptions> options, UserHashKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _options = options.Value;
        _key = new(() => key.Read(options.Value));
        if (_options.HashUsers)
        {
            // Here and not while something is logged, where nobody would hear of a failure, and names would get through.
            _ = _key.Value;
        }
    }

    /// <summary>The user as logs name them: by a hash when <see cref="PrivacyOptions.HashUsers"/> is set.</summary>
    public string InLogs(string user) => _options.HashUsers ? Hash(user) : user;

    /// <summary>A hash that is always the same for one user, and tells nothing to those who don't have the key (HMAC-SHA256, cut).</summary>
    public string Hash(string user) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(user)).AsSpan(0, HashBytes));
}
