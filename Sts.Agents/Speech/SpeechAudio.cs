namespace Sts.Agents.Speech;

/// <summary>Finished speech.</summary>
/// <param name="Wav">A complete, valid RIFF/WAVE file.</param>
/// <param name="Duration">How long it plays.</param>
public sealed record SpeechAudio(ReadOnlyMemory<byte> Wav, TimeSpan Duration);
