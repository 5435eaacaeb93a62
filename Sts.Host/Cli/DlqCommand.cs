using System.CommandLine;

namespace Sts.Host.Cli;

/// <summary><c>dlq</c>: shows the messages that could not be processed, and sends them back.</summary>
internal static class DlqCommand
{
    private const string Description = """
        Lists, shows and sends back dead letters: messages that a processor could not process, kept on <topic>.dlq with their bytes untouched.
        A topic is named by itself or by its dead-letter topic; a letter by its partition and offset there, as in 2:17.

        Examples:
          dlq list                                      the dead-letter topics, and how many new letters each has
          dlq list transcriptions.all                   its letters, the newest first
          dlq show transcriptions.all 2:17              all about one letter
          dlq show transcriptions.all 2:17 --raw -      its bytes, to standard output
          dlq replay transcriptions.all 2:17            sends it back to the processor that failed, and to no other
          dlq replay transcriptions.all --all           sends back all that were not sent back yet
        """;

    public static Command Create() => new("dlq", Description) { DlqListCommand.Create(), DlqShowCommand.Create(), DlqReplayCommand.Create() };
}
