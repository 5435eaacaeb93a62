namespace Sts.Agents.Speech.Synthesis;

/// <summary>What an OpenAI-compatible endpoint's settings must keep to.</summary>
internal static class EndpointRules
{
    /// <summary>What is wrong, with the key and the fix.</summary>
    /// <param name="section">The section, such as <c>Speech:Http</c>.</param>
    /// <param name="endpoint">The base URL, if any.</param>
    /// <param name="path">What is appended to it.</param>
    /// <param name="key">The key, if any.</param>
    /// <param name="keyFile">The key's file, if any.</param>
    public static IEnumerable<string> Failures(string section, string? endpoint, string path, string? key, string? keyFile)
    {
        if (!string.IsNullOrEmpty(endpoint))
        {
            if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                yield return $"{section}:Endpoint is not an http or https URL. Give the base URL, such as http://127.0.0.1:8000/v1.";
            else if (uri.UserInfo.Length > 0)
                yield return $"{section}:Endpoint holds a user or password, which would be logged. Put the key in {section}:ApiKey or ApiKeyFile.";
            else if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.AbsolutePath.TrimEnd('/').EndsWith(path, StringComparison.Ordinal))
                yield return $"{section}:Endpoint must be the base URL, such as http://127.0.0.1:8000/v1; {path} is appended to it.";
        }

        if (!string.IsNullOrEmpty(key) && !string.IsNullOrEmpty(keyFile))
            yield return $"{section}:ApiKey and {section}:ApiKeyFile are both set. Keep one.";
        if (!string.IsNullOrEmpty(key) && !ApiKey.IsValid(key))
            yield return $"{section}:ApiKey holds a space, a line break or a character outside ASCII. Check how it was copied.";
        if (!string.IsNullOrEmpty(keyFile) && !File.Exists(keyFile))
            yield return $"{section}:ApiKeyFile {keyFile} does not exist.";
    }
}
