using Sts.Tests.Core.Schemas;
using Sts.Tests.Documentation;
using Sts.Tests.Integration;

namespace Sts.Tests.Deployment;

/// <summary>
/// What the Dockerfile publishes runs as its container would: by its entry point and its health check, as a user who may write nothing but
/// the data directory.
/// </summary>
[Category("Integration")]
public sealed class PublishedImageTests
{
    private const string Run = """
        set -u
        as_user() { setpriv --reuid="${USER_ID%:*}" --regid="${USER_ID#*:}" --clear-groups --no-new-privs env --ignore-environment PATH="$PATH" HOME=/nonexistent $VARIABLES "$@"; }
        cd etc
        as_user $ENTRY_POINT &
        host=$!
        for check in "health --live" "health"; do
          until as_user $ENTRY_POINT $check; do kill -0 $host || exit 3; done
        done
        as_user $HEALTH_CHECK || exit 4
        kill -TERM $(pgrep --parent $host || echo $host)
        wait $host
        """;

    private readonly ImageFile _image = ImageFile.Read();

    [Test]
    public async Task Image_AsAnotherUserOnReadOnlyFolders_GetsReadyAndStopsWell()
    {
        TestEnvironment.RequireSetpriv();
        if (Environment.UserName != "root")
        {
            Assert.Ignore("Only root may run a program as another user.");
        }

        using var folder = new TemporaryFolder();
        var (application, data) = (Path.Combine(folder.Path, "app"), Path.Combine(folder.Path, "data"));
        (await PublishAsync(application)).ExitCode.Should().Be(0);
        (await ShellCommand.RunAsync($"mkdir data etc && chown {_image.User} data && chmod -R a+rX,go-w .", folder.Path)).ExitCode.Should().Be(0);
        var before = FilesIn(application);

        var (exitCode, output) = await ShellCommand.RunAsync(Run, folder.Path, new Dictionary<string, string>
        {
            ["USER_ID"] = _image.User,
            ["ENTRY_POINT"] = Here(_image.EntryPoint),
            ["HEALTH_CHECK"] = Here(_image.HealthCheck),
            ["VARIABLES"] = string.Join(' ', [.. _image.Environment.Select(variable => $"{variable.Key}={Here([variable.Value])}"), $"Http__Port={TestEnvironment.FreePort()}", "SchemaRegistry__Embedded__Port=0"]),
        });

        exitCode.Should().Be(0, output);
        output.Should().Contain("\"ready\"").And.Contain(Path.Combine(data, "sts.db"));
        FilesIn(application).Should().Equal(before);
        Directory.EnumerateFileSystemEntries(Path.Combine(folder.Path, "etc")).Should().BeEmpty();
        File.Exists(Path.Combine(data, "sts.db")).Should().BeTrue();

        string Here(IEnumerable<string> words) =>
            string.Join(' ', words).Replace("/app", application, StringComparison.Ordinal).Replace("/var/lib/sts", data, StringComparison.Ordinal);
    }

    // As the Dockerfile does it, but for the architecture, and of what has been built already.
    private Task<(int ExitCode, string Output)> PublishAsync(string application)
    {
        var words = _image.Publish.ToList();
        words.RemoveRange(words.IndexOf("--arch"), 2);
        words[words.IndexOf("--configuration") + 1] = AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release";
        words[words.IndexOf("--output") + 1] = application;
        return ShellCommand.RunAsync(string.Join(' ', words) + " --no-build", Repository.Root);
    }

    private static string[] FilesIn(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
