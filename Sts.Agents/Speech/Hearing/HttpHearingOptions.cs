using System.ComponentModel.DataAnnotations;

namespace Sts.Agents.Speech.Hearing;

/// <summary>An OpenAI-compatible endpoint for transcriptions: the configuration section <c>Hearing:Http</c>.</summary>
public sealed class HttpHearingOptions
{
    /// <summary>The base URL, such as <c>http://127.0.0.1:8000/v1</c>; requests go to <c>{Endpoint}/audio/transcriptions</c>.</summary>
    /// <value>Default: none.</value>
    public string? Endpoint { get; set; }

    /// <summary>The bearer key. It is never logged.</summary>
    /// <value>Default: none; nothing is sent.</value>
    public string? ApiKey { get; set; }

    /// <summary>A file that holds the bearer key; read at each request.</summary>
    /// <value>Default: none.</value>
    public string? ApiKeyFile { get; set; }

    /// <summary>The model's name.</summary>
    /// <value>Default: <c>whisper-1</c>.</value>
    [Required(ErrorMessage = "Hearing:Http:Model is empty. Name the model that the endpoint serves, such as whisper-1.")]
    public string Model { get; set; } = "whisper-1";

    /// <summary>The time for one recording, all attempts together.</summary>
    /// <value>Default: 60 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00", ErrorMessage = "Hearing:Http:Timeout must be between 00:00:00.100 and 00:10:00.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many times a failure that may pass (connection, 408, 429, 5xx) is tried again.</summary>
    /// <value>Default: 2.</value>
    [Range(0, 10, ErrorMessage = "Hearing:Http:Retries must be between 0 and 10.")]
    public int Retries { get; set; } = 2;
}
