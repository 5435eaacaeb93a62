namespace Sts.Agents.Speech;

/// <summary>The sound of the last answers, with <see cref="SpeechOutput.Web"/>.</summary>
public interface IAnswerAudio
{
    /// <summary>Whether answers are kept here at all.</summary>
    bool IsOffered { get; }

    /// <summary>Told when an answer begins to sound: its label.</summary>
    event Action<SpeechLabel>? Begins;

    /// <summary>A WAV file, as it comes: it may still be spoken, and then its header gives no true sizes.</summary>
    /// <param name="id">The label's id.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The bytes, or null when the answer is not known, or too old.</returns>
    IAsyncEnumerable<ReadOnlyMemory<byte>>? Find(long id, CancellationToken cancellationToken);
}
