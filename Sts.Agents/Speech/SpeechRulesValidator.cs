using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Playback;
using Sts.Agents.Speech.Processes;
using Sts.Agents.Speech.Synthesis;

namespace Sts.Agents.Speech;

/// <summary>Checks settings against each other and against what is installed.</summary>
internal sealed class SpeechRulesValidator(Machine machine) : IValidateOptions<SpeechOptions>
{
    public ValidateOptionsResult Validate(string? name, SpeechOptions options)
    {
        var failures = HttpFailures(options.Http).ToList();
        try
        {
            var synthesis = SynthesisChoice.For(options, machine);
            if (OutputChoice.For(options, machine).Output == SpeechOutput.File && synthesis.Provider != SpeechProvider.None)
                RequireWritable(options.Directory);
        }
        catch (SpeechException e)
        {
            failures.Add(e.Message);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> HttpFailures(HttpSpeechOptions http)
    {
        if (!string.IsNullOrEmpty(http.Endpoint))
        {
            if (!Uri.TryCreate(http.Endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                yield return "Speech:Http:Endpoint is not an http or https URL. Give the base URL, such as http://127.0.0.1:8000/v1.";
            else if (uri.UserInfo.Length > 0)
                yield return "Speech:Http:Endpoint holds a user or password, which would be logged. Put the key in Speech:Http:ApiKey or ApiKeyFile.";
            else if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.AbsolutePath.TrimEnd('/').EndsWith("/audio/speech", StringComparison.Ordinal))
                yield return "Speech:Http:Endpoint must be the base URL, such as http://127.0.0.1:8000/v1; /audio/speech is appended to it.";
        }

        if (!string.IsNullOrEmpty(http.ApiKey) && !string.IsNullOrEmpty(http.ApiKeyFile))
            yield return "Speech:Http:ApiKey and Speech:Http:ApiKeyFile are both set. Keep one.";
        if (!string.IsNullOrEmpty(http.ApiKey) && !ApiKey.IsValid(http.ApiKey))
            yield return "Speech:Http:ApiKey holds a space, a line break or a character outside ASCII. Check how it was copied.";
        if (!string.IsNullOrEmpty(http.ApiKeyFile) && !File.Exists(http.ApiKeyFile))
            yield return $"Speech:Http:ApiKeyFile {http.ApiKeyFile} does not exist.";
    }

    private static void RequireWritable(string? directory)
    {
        try
        {
            Directory.CreateDirectory(directory!);
            using var probe = new FileStream(
                Path.Combine(directory!, $"{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SpeechException($"Speech:Directory '{directory}' can't be written: {e.Message} Choose another, or set Speech:Output to None.", e);
        }
    }
}
