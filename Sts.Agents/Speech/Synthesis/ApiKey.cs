namespace Sts.Agents.Speech.Synthesis;

/// <summary>The bearer key of the HTTP endpoint.</summary>
internal static class ApiKey
{
    /// <summary>Whether <paramref name="key"/> can stand in a header: one printable ASCII word.</summary>
    public static bool IsValid(string key) => key.Length > 0 && !key.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>The configured key, or null if there is none.</summary>
    /// <exception cref="SpeechException">The file can't be read or holds something else than a key.</exception>
    public static async Task<string?> ReadAsync(HttpEndpointSettings options, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(options.ApiKeyFile))
            return string.IsNullOrEmpty(options.ApiKey) ? null : options.ApiKey;
        try
        {
            var key = (await File.ReadAllTextAsync(options.ApiKeyFile, cancellationToken)).Trim();
            return IsValid(key)
                ? key
                : throw new SpeechException($"{options.Section}:ApiKeyFile {options.ApiKeyFile} does not hold a key: one word of printable ASCII characters.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpeechException($"{options.Section}:ApiKeyFile can't be read: {e.Message}", e);
        }
    }
}
