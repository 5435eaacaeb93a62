using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Sts.Host.Hosting;

namespace Sts.Host.Security;

/// <summary>The keys of the section <c>Http:Keys</c>. Only their hashes are kept.</summary>
internal sealed class ApiKeys(IOptions<HttpOptions> options)
{
    private const int LeastLength = 20;

    private readonly List<ApiKey> _keys =
        [.. options.Value.Keys.Select(entry => TryHash(entry.Value, out var hash, out _) ? new ApiKey(entry.Key, entry.Value.Role, hash) : null).OfType<ApiKey>()];

    /// <summary>The hash of a configured key.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="hash">SHA-256 of the key.</param>
    /// <param name="problem">The setting's name, and why it can't be used; never the key.</param>
    public static bool TryHash(KeyOptions key, [NotNullWhen(true)] out byte[]? hash, [NotNullWhen(false)] out string? problem)
    {
        (hash, problem) = (null, null);
        if (!string.IsNullOrEmpty(key.KeyHash))
        {
            hash = TryParseHash(key.KeyHash);
            problem = hash is null ? "KeyHash is no SHA-256 in hexadecimal digits. Make one with: printf %s \"$KEY\" | sha256sum"
                : hash.AsSpan().SequenceEqual(SHA256.HashData([])) ? "KeyHash is the SHA-256 of nothing: $KEY was empty when it was made."
                : null;
            return problem is null;
        }

        string text;
        try
        {
            text = key.Key ?? File.ReadAllText(key.KeyFile!).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = $"KeyFile can't be read: {exception.Message}";
            return false;
        }

        if (text.Length < LeastLength || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            problem = $"{(key.Key is null ? "KeyFile" : "Key")} holds no key that is hard to guess: it must have at least {LeastLength} printable ASCII characters. Make one with: openssl rand -hex 32";
            return false;
        }

        hash = SHA256.HashData(Encoding.ASCII.GetBytes(text));
        return true;
    }

    /// <summary>Finds whose key it is.</summary>
    /// <returns>The key, or null when it is nobody's. How long that takes tells nothing about any key.</returns>
    public ApiKey? Find(string key)
    {
        if (key.Length < LeastLength)
        {
            // Of a hash it can't be told before whether what it is of is hard to guess.
            return null;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        ApiKey? found = null;
        foreach (var known in _keys)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, known.Hash) ? known : found;
        }

        return found;
    }

    /// <summary>Finds the key with which a browser has signed in, as it is now.</summary>
    /// <returns>The key, or null when it was taken away or changed.</returns>
    public ApiKey? FindSignedIn(string? name, string? fingerprint) => _keys.Find(key => key.Name == name && key.Fingerprint == fingerprint);

    private static byte[]? TryParseHash(string text)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        return text.Length == 2 * hash.Length && Convert.FromHexString(text, hash, out _, out _) == System.Buffers.OperationStatus.Done ? hash : null;
    }
}
