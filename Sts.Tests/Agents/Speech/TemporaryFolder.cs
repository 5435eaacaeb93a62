namespace Sts.Tests.Agents.Speech;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sts-speech-").FullName;

    public string[] Files => [.. Directory.GetFiles(Path).Select(file => System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a program that the operating system can start.</summary>
    public string Script(string name, string body = "exit 0")
    {
        if (OperatingSystem.IsWindows())
            throw new IgnoreException("Needs a POSIX shell.");
        File.WriteAllText(In(name), $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(In(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return In(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
