using System.CommandLine;

namespace Sts.Host.Cli;

/// <summary><c>processors</c>: shows how the processors of the running host are doing, and pauses them.</summary>
internal static class ProcessorsCommand
{
    private const string Description = """
        Lists the processors of the running host, pauses and resumes them.

        Examples:
          processors                              how they are doing
          processors list --json                  the same for scripts, with each partition
          processors pause Intent                 takes no new messages there, until it is resumed or the host starts anew
          processors resume Intent
          processors pause Intent RealTime --Client:Url=https://sts.example.org

        A pause is one of this host. In other hosts the processor goes on, with the partitions that they have.
        """;

    public static Command Create()
    {
        var command = new Command("processors", Description)
        {
            ProcessorsListCommand.Create("list"),
            ProcessorsPauseCommand.Create("pause", "Pauses processors: what is in memory is finished, nothing new is taken, nothing is lost."),
            ProcessorsPauseCommand.Create("resume", "Lets processors go on."),
        };
        return ProcessorsListCommand.Define(command);
    }
}
