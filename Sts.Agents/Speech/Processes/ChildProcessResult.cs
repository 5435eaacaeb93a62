using System.Text;

namespace Sts.Agents.Speech.Processes;

/// <summary>What a process left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">The beginning of its standard output, up to the limit.</param>
/// <param name="Error">The beginning of its standard error.</param>
internal sealed record ChildProcessResult(int ExitCode, ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> Error)
{
    /// <summary>The exit code and what the process said about it, as the end of a sentence.</summary>
    public string Describe()
    {
        var said = Excerpt.Of(Encoding.UTF8.GetString(Error.Span));
        return said.Length == 0 ? $"exit code {ExitCode}." : $"exit code {ExitCode}: {said.TrimEnd('.')}.";
    }
}
