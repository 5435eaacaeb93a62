using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Playback;
using Sts.Agents.Speech.Processes;
using Sts.Agents.Speech.Synthesis;
using Sts.Agents.Speech.Wyoming;

namespace Sts.Agents.Speech;

/// <summary>Checks settings against each other and against what is installed.</summary>
internal sealed class SpeechRulesValidator(Machine machine, NamedProviders providers) : IValidateOptions<SpeechOptions>
{
    public ValidateOptionsResult Validate(string? name, SpeechOptions options)
    {
        var failures = EndpointRules.Failures("Speech:Http", options.Http.Endpoint, "/audio/speech", options.Http.ApiKey, options.Http.ApiKeyFile).ToList();
        failures.AddRange(PiperFailures(options.Piper));
        if (WyomingAddress.Problem("Speech:Wyoming:Address", options.Wyoming.Address) is { } problem)
            failures.Add(problem);
        failures.AddRange(VoiceFailures(options.Users));
        try
        {
            var synthesis = SynthesisChoice.For(options, machine, providers);
            if (OutputChoice.For(options, machine).Output == SpeechOutput.File && synthesis.Providers.Count > 0)
                RequireWritable(options.Directory);
        }
        catch (SpeechException e)
        {
            failures.Add(e.Message);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> PiperFailures(PiperOptions piper)
    {
        if (string.IsNullOrEmpty(piper.Endpoint))
            yield break;
        if (!Uri.TryCreate(piper.Endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Query.Length > 0)
            yield return "Speech:Piper:Endpoint is not an http or https URL. Give the server's address, such as http://127.0.0.1:5000.";
        else if (uri.UserInfo.Length > 0)
            yield return "Speech:Piper:Endpoint holds a user or password, which would be logged.";
        else if (uri.AbsolutePath.TrimEnd('/').EndsWith("/synthesize", StringComparison.Ordinal))
            yield return "Speech:Piper:Endpoint must be the server's address, such as http://127.0.0.1:5000; Speech:Piper:Path is appended to it.";
    }

    private IEnumerable<string> VoiceFailures(Dictionary<string, VoiceOptions> users) =>
        from user in users
        from provider in user.Value.Voices.Keys
        where !SynthesisChoice.Names(providers).Contains(provider, StringComparer.OrdinalIgnoreCase) && !providers.MayMiss
        select $"Speech:Users:{user.Key}:Voices:{provider} names no provider. Use one of {string.Join(", ", SynthesisChoice.Names(providers))}.";

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
