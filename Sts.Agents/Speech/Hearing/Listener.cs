using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Audio;
using Sts.Agents.Speech.Processes;

namespace Sts.Agents.Speech.Hearing;

/// <summary>Brings recordings to the form that providers take, and hands them on.</summary>
internal sealed partial class Listener : IListener
{
    private const int SampleRate = 16_000;

    private readonly IOptions<HearingOptions> _options;
    private readonly IOptions<SpeechOptions> _speech;
    private readonly ISpeechToText? _provider;

    public Listener(
        IOptions<HearingOptions> options, IOptions<SpeechOptions> speech, Machine machine, NamedProviders providers, IServiceProvider services, ILogger<Listener> logger)
    {
        var choice = HearingChoice.For(options.Value, machine, providers);
        (_options, _speech, _provider) = (options, speech, services.GetService<ISpeechToText>());
        var why = _provider is null ? choice.Why : "registered";
        _provider ??= Create(choice.Provider, services, logger);
        Description = _provider is null ? $"nothing is heard: {why}" : $"{_provider.Name} ({why})";
    }

    public string Description { get; }

    public bool CanHear => _provider is not null;

    public async Task<string> HearAsync(ReadOnlyMemory<byte> wav, string userId, CancellationToken cancellationToken)
    {
        var file = WavFile.Read(wav);
        if (file.Samples.IsEmpty)
            throw new InvalidDataException("it has no samples");
        if (file.Format.SampleRate is < 8_000 or > 48_000 || file.Format.Channels > 2)
            throw new InvalidDataException($"it has {file.Format.Channels} channels at {file.Format.SampleRate} Hz. Send mono or stereo, at 8000 to 48000 Hz");
        if (_provider is null)
            throw new SpeechException($"This host can't hear: {Description["nothing is heard: ".Length..]}.");

        var language = _speech.Value.Users.GetValueOrDefault(userId)?.Language ?? _options.Value.Language ?? _speech.Value.Language;
        var text = await _provider.TranscribeAsync(Pcm.Convert(file, Pcm.Format(SampleRate, channels: 1)).Bytes, language, cancellationToken);
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // What is wrong with a plugin's provider keeps the host from hearing, not from running.
    private static ISpeechToText? Create(string provider, IServiceProvider services, ILogger logger)
    {
        if (provider == nameof(HearingProvider.None))
            return null;
        try
        {
            return services.GetRequiredKeyedService<ISpeechToText>(provider);
        }
        catch (Exception exception) when (!Enum.TryParse<HearingProvider>(provider, out _))
        {
            LogNotCreated(logger, exception, provider);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Provider} can't be created, and does not hear")]
    private static partial void LogNotCreated(ILogger logger, Exception exception, string provider);
}
