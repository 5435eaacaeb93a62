using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Playback;
using Sts.Agents.Speech.Processes;
using Sts.Core.Diagnostics.Checks;

namespace Sts.Agents.Speech;

/// <summary>Looks where answers go: to a player with a device, to files, or to web pages.</summary>
internal sealed class AudioCheck(IOptions<SpeechOptions> options, Machine machine) : ISystemCheck
{
    public string Name => "audio";

    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CheckResult>>([Look()]);

    private CheckResult Look()
    {
        try
        {
            var choice = OutputChoice.For(options.Value, machine);
            return choice switch
            {
                { Output: SpeechOutput.File } when options.Value.Output is SpeechOutput.Auto => CheckResult.Warning(
                    $"answers are written to files in {options.Value.Directory}: {choice.Why}",
                    "Install a player (Debian and Ubuntu: apt-get install alsa-utils), set Speech:Output to Web for web pages, or to File if that is meant."),
                { Player: { } player } => CheckResult.Ok($"{player.Executable} ({choice.Why})"),
                _ => CheckResult.Ok($"{choice.Why}"),
            };
        }
        catch (SpeechException exception)
        {
            return CheckResult.Fault(exception.Message, "Correct that, or set Speech:Output to Auto.");
        }
    }
}
