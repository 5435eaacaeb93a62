using Sts.Tests.Core.Schemas;
using Sts.Tests.Integration;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Documentation;

/// <summary>Whoever types what a page shows, gets what it says: each of its commands ends well.</summary>
[Category("Integration")]
public sealed class DocumentedCommandsTests
{
    // So many that each partition of the dead letters has more than any page's number of a letter.
    private const int BadMessages = 120;

    private static IEnumerable<string> PagesWithCommands => DocumentedBlock.Pages.Where(page => DocumentedPage.CommandsOf(page).Any());

    [TestCaseSource(nameof(PagesWithCommands))]
    public async Task Page_EveryCommand_EndsWell(string page)
    {
        TestEnvironment.RequireCurl();
        using var folder = new TemporaryFolder();
        await PopulateAsync(folder.Path, page);

        var (exitCode, output) = await DocumentedPage.RunAsync(page, folder.Path, SendBadMessagesAsync);

        await TestContext.Out.WriteLineAsync(output);
        exitCode.Should().Be(0, output);
    }

    // What pages name and leave to their readers.
    private static async Task PopulateAsync(string folder, string page)
    {
        foreach (var entry in new[] { "samples", "schemas", "Sts.Tests" })
        {
            Directory.CreateSymbolicLink(Path.Combine(folder, entry), Path.Combine(Repository.Root, entry));
        }

        var schema = Path.Combine(Repository.Root, "schemas", "action_value.avsc");
        File.Copy(schema, Path.Combine(folder, "old.avsc"));
        File.Copy(schema, Path.Combine(folder, "new.avsc"));
        await File.WriteAllTextAsync(Path.Combine(folder, "my.tsv"), "turn the lights off\t1\nI like it here\t0\n");
        var commands = string.Join('\n', DocumentedPage.CommandsOf(page).Select(command => command.Text));
        if (commands.Contains("| jq ", StringComparison.Ordinal))
        {
            TestEnvironment.RequireJq();
        }

        if (commands.Contains("talk.wav", StringComparison.Ordinal))
        {
            TestEnvironment.RequirePocketsphinx();
            var (exitCode, output) = await ShellCommand.RunAsync($"{TestEnvironment.RequireEspeak()} -w talk.wav 'turn off the lights'", folder);
            exitCode.Should().Be(0, output);
        }
    }

    private static async Task SendBadMessagesAsync(string bootstrapServers, string registryUrl)
    {
        using var producer = new ForeignProducer(bootstrapServers, registryUrl);
        for (var i = 0; i < BadMessages; i++)
        {
            await producer.SendBytesAsync(ForeignProducer.Transcriptions, [(byte)i], [1]);
        }
    }
}
