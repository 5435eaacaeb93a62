using System.ComponentModel;
using System.Diagnostics;

namespace Sts.Agents.Speech.Processes;

/// <summary>Runs a program to its end, without a shell.</summary>
internal static class ChildProcess
{
    /// <summary>What is kept of standard error.</summary>
    private const int ErrorLimit = 4096;

    /// <summary>Starts the program, gives it <paramref name="input"/> on its standard input, and waits for its end.</summary>
    /// <param name="program">The program's path.</param>
    /// <param name="arguments">Each is one argument, whatever it holds.</param>
    /// <param name="input">All it gets on standard input.</param>
    /// <param name="outputLimit">How many bytes of its standard output are kept; the rest is read and forgotten.</param>
    /// <param name="cancellationToken">Kills it and what it started.</param>
    /// <exception cref="Win32Exception">It can't be started.</exception>
    /// <exception cref="OperationCanceledException">It was killed.</exception>
    public static Task<ChildProcessResult> RunAsync(
        string program, IEnumerable<string> arguments, ReadOnlyMemory<byte> input, int outputLimit, CancellationToken cancellationToken) =>
        RunAsync(program, arguments, async (stream, token) => await stream.WriteAsync(input, token), outputLimit, cancellationToken);

    /// <summary>Starts the program, lets <paramref name="feed"/> write to its standard input, and waits for its end.</summary>
    /// <param name="program">The program's path.</param>
    /// <param name="arguments">Each is one argument, whatever it holds.</param>
    /// <param name="feed">Writes its input, which is closed afterwards. That the program reads no more is no failure of its own.</param>
    /// <param name="outputLimit">How many bytes of its standard output are kept; the rest is read and forgotten.</param>
    /// <param name="cancellationToken">Kills it and what it started.</param>
    /// <exception cref="Win32Exception">It can't be started.</exception>
    /// <exception cref="OperationCanceledException">It was killed.</exception>
    public static async Task<ChildProcessResult> RunAsync(
        string program, IEnumerable<string> arguments, Func<Stream, CancellationToken, Task> feed, int outputLimit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                CreateNoWindow = true,
            },
        };
        process.Start();
        try
        {
            var output = ReadAsync(process.StandardOutput.BaseStream, outputLimit, cancellationToken);
            var error = ReadAsync(process.StandardError.BaseStream, ErrorLimit, cancellationToken);
            var input = FeedAsync(process.StandardInput.BaseStream, feed, cancellationToken);
            // WaitAsync, because a grandchild that outlives the kill may hold the pipes open.
            await Task.WhenAll(output, error, input).WaitAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new ChildProcessResult(process.ExitCode, await output, await error);
        }
        catch
        {
            await KillAsync(process);
            throw;
        }
    }

    private static async Task FeedAsync(Stream stream, Func<Stream, CancellationToken, Task> feed, CancellationToken cancellationToken)
    {
        try
        {
            await using (stream)
                await feed(stream, cancellationToken);
        }
        catch (IOException)
        {
            // It stopped reading before the end. Whether that is a failure, its exit code says.
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
            kept.Write(buffer, 0, (int)Math.Min(read, limit - kept.Length));
        return kept.GetBuffer().AsMemory(0, (int)kept.Length);
    }

    private static async Task KillAsync(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            return; // It ended by itself meanwhile, or a part of its tree did.
        }

        await process.WaitForExitAsync(CancellationToken.None);
    }
}
