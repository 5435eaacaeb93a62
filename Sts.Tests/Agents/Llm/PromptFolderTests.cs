using System.Text;
using Sts.Tests.Integration;

namespace Sts.Tests.Agents.Llm;

public class PromptFolderTests
{
    private const string Valid = "Answer in JSON: actionRequired, reasoning, categorization, refinedPrompt.";

    private static readonly object Yes = new { actionRequired = true, reasoning = "From the model.", categorization = "x", refinedPrompt = "y" };

    [Test]
    public async Task DecideAsync_PromptFileEditedWhileRunning_SendsTheNewOneAndTheBuiltInOneOnceItIsGone()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "realtime.md");
        await using var llm = await StartAsync(folder);

        var builtIn = await PromptAsync(llm);
        await File.WriteAllTextAsync(file, $"One. {Valid}");
        (await PromptAsync(llm)).Should().Be($"One. {Valid}");
        await File.WriteAllTextAsync(file, $"Another. {Valid}");
        (await PromptAsync(llm)).Should().Be($"Another. {Valid}");
        File.Delete(file);
        (await PromptAsync(llm)).Should().Be(builtIn).And.Contain("always on");

        llm.Warnings.Should().BeEmpty();
        llm.Logs.Lines.Count(line => line.Text.StartsWith("The prompt realtime is read from", StringComparison.Ordinal)).Should().Be(3);
    }

    [TestCase("", "it is empty")]
    [TestCase("  \n ", "it is empty")]
    [TestCase("Answer in JSON: actionRequired, reasoning, categorization.", "doesn't tell the model about refinedPrompt")]
    [TestCase("Answer: actionRequired, reasoning, categorization, refinedPrompt.", "doesn't tell the model about JSON")]
    [TestCase("\xFF\xFE", "it is not UTF-8")]
    public async Task DecideAsync_BrokenEdit_IsReportedOnceAndTheLastGoodOneIsKept(string broken, string problem)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "realtime.md");
        await using var llm = await StartAsync(folder);

        await File.WriteAllTextAsync(file, $"Good. {Valid}");
        await PromptAsync(llm);
        await File.WriteAllBytesAsync(file, Encoding.Latin1.GetBytes(broken));
        (await PromptAsync(llm)).Should().Be($"Good. {Valid}");
        (await PromptAsync(llm)).Should().Be($"Good. {Valid}");
        llm.Warnings.Should().ContainSingle().Which.Should().Contain(file).And.Contain(problem);

        await File.WriteAllTextAsync(file, $"Repaired. {Valid}");
        (await PromptAsync(llm)).Should().Be($"Repaired. {Valid}");
    }

    [Test]
    public async Task DecideAsync_HugeFile_IsRefusedUnread()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "realtime.md"), Valid + new string(' ', 40_000));
        await using var llm = await StartAsync(folder);

        (await PromptAsync(llm)).Should().Contain("always on");

        llm.Warnings.Should().ContainSingle().Which.Should().Contain("32768").And.Contain("the built-in prompt");
    }

    [Test]
    public void Build_Always_LaysThePromptsBesideTheProgram() =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "prompts")).Select(Path.GetFileName)
            .Should().BeEquivalentTo("decision.md", "realtime.md", "session-management.md", "summary.md");

    private static Task<LlmFixture> StartAsync(TemporaryFolder folder) => LlmFixture.StartAsync(("Agents:Prompts", folder.Path));

    private static async Task<string> PromptAsync(LlmFixture llm)
    {
        llm.Server.ThenSay(Yes);
        (await llm.DecideAsync("turn off the lights")).Reasoning.Should().Be("From the model.");
        return llm.Server.Requests[^1].Message("system");
    }
}
