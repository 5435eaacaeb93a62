using Microsoft.Extensions.Options;
using Sts.Core.Privacy;

namespace Sts.Agents.Speech.Playback;

/// <summary>The WAV files of answers, of which those of one user can be removed.</summary>
internal sealed class SpeechFiles(IOptions<SpeechOptions> options) : IUserMemory
{
    public void Forget(string userId)
    {
        if (options.Value.Directory is not { Length: > 0 } directory || !Directory.Exists(directory))
            return;

        foreach (var file in Directory.EnumerateFiles(directory, "*.wav").Where(file => SpeechFileName.IsOf(Path.GetFileName(file), userId)))
            File.Delete(file);
    }
}
