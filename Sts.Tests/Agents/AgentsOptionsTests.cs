using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sts.Agents;

namespace Sts.Tests.Agents;

public class AgentsOptionsTests
{
    [Test]
    public void AddAgents_WithoutConfiguration_UsesLocal()
    {
        using var services = Build([]);

        services.GetRequiredService<AgentProviderInfo>().Name.Should().Be("Local");
        services.GetRequiredService<IRealtimeAgent>().GetType().Name.Should().Be("FollowUpRealtimeAgent");
    }

    [TestCase(null, null, "Local", "built-in grammar*")]
    [TestCase("local", null, "Local", "built-in grammar*")]
    [TestCase("OpenAI", null, "OpenAI", "LlmFirst: m at https://api.openai.com/v1, falling back*")]
    [TestCase("openai", "LocalFirst", "OpenAI", "LocalFirst: built-in grammar*, then m at*")]
    [TestCase(null, "llmonly", "OpenAI", "LlmOnly: m at*")]
    [TestCase("OpenAI", "LocalOnly", "Local", "built-in grammar*")]
    public void Order_AndProvider_SayWhoDecides(string? provider, string? order, string name, string description)
    {
        using var services = Build(new() { ["Agents:Provider"] = provider, ["Agents:Order"] = order, ["Agents:OpenAI:Model"] = "m" });

        var info = services.GetRequiredService<AgentProviderInfo>();

        info.Name.Should().Be(name);
        info.Description.Should().Match(description);
    }

    [TestCase("Agents:Order", "LlmFirst", "Agents:Order is LlmFirst, but Agents:Provider is Local*LocalOnly.*")]
    [TestCase("Agents:Order", "First", "Agents:Order is 'First', but must be one of LocalFirst, LlmFirst, LlmOnly, LocalOnly.")]
    [TestCase("Agents:Confidence", "1", "Agents:Confidence is out of range*")]
    [TestCase("Agents:Context:Utterances", "101", "Agents:Context:Utterances is 101, but must be between 0 and 100.")]
    [TestCase("Agents:Context:Characters", "10", "Agents:Context:Characters is 10*")]
    [TestCase("Agents:Context:Users", "0", "Agents:Context:Users is 0*")]
    public void Validate_WrongSettingWithoutModel_NamesKeyAndFix(string key, string value, string message)
    {
        using var services = Build(new() { ["Agents:Provider"] = "Local", [key] = value });

        var read = () => services.GetRequiredService<IOptions<AgentsOptions>>().Value;

        read.Should().Throw<OptionsValidationException>().WithMessage(message);
    }

    [TestCase("Agents:Provider", "Gemini", "Agents:Provider is 'Gemini'. Set it to Local or OpenAI.")]
    [TestCase("Agents:Local:Threshold", "1.5", "Agents:Local:Threshold is 1.5. Set it to more than 0 and less than 1.")]
    [TestCase("Agents:OpenAI:Model", "", "Agents:OpenAI:Model is missing*")]
    [TestCase("Agents:OpenAI:Endpoint", "ftp://example.org", "Agents:OpenAI:Endpoint is not an http(s) address*")]
    [TestCase("Agents:OpenAI:ApiKeyFile", "/nowhere/key", "Agents:OpenAI:ApiKeyFile names '/nowhere/key'*")]
    [TestCase("Agents:OpenAI:Timeout", "00:00:00", "Agents:OpenAI:Timeout is out of range*")]
    [TestCase("Agents:OpenAI:MaxRetries", "11", "Agents:OpenAI:MaxRetries is out of range*")]
    [TestCase("Agents:OpenAI:ResponseFormat", "xml", "Agents:OpenAI:ResponseFormat is 'xml'*")]
    [TestCase("Agents:Prompts", "/nowhere/prompts", "Agents:Prompts names the folder '/nowhere/prompts'*")]
    [TestCase("Agents:OpenAI:ApiVersion", "2024&x=1", "Agents:OpenAI:ApiVersion is '2024&x=1'*")]
    [TestCase("Agents:OpenAI:KeyHeader", "api key", "Agents:OpenAI:KeyHeader is no name of a header*")]
    [TestCase("Agents:OpenAI:ContextTokens", "500", "Agents:OpenAI:ContextTokens is too small*")]
    [TestCase("Agents:OpenAI:CallsPerMinute", "0", "Agents:OpenAI:CallsPerMinute is out of range*")]
    [TestCase("Agents:OpenAI:TokensPerMinute", "10", "Agents:OpenAI:TokensPerMinute is out of range*")]
    public void Validate_WrongSetting_NamesKeyAndFix(string key, string value, string message)
    {
        using var services = Build(new() { ["Agents:Provider"] = "OpenAI", ["Agents:OpenAI:Model"] = "m", [key] = value });

        var read = () => services.GetRequiredService<IOptions<AgentsOptions>>().Value;

        read.Should().Throw<OptionsValidationException>().WithMessage(message);
    }

    [Test]
    public void Sentences_OfAFolder_AreTriedBeforeTheBuiltInOnes()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "mine.yaml"), "sentences:\n  - id: mine.stop\n    say: Halt.\n    is: stop\n");
            using var services = Build(new() { ["Agents:Local:Sentences"] = folder });

            var decision = services.GetRequiredService<IRealtimeAgent>().DecideAsync(Some.Utterance("stop"), CancellationToken.None).GetAwaiter().GetResult();

            (decision.Reasoning, decision.Ground!.Rule).Should().Be(("Halt.", "mine.stop"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Sentences_FolderThatIsNotThere_NamesTheSetting()
    {
        using var services = Build(new() { ["Agents:Local:Sentences"] = "/nowhere" });

        var ask = () => services.GetRequiredService<IRealtimeAgent>();

        ask.Should().Throw<Sts.Core.Configuration.StsConfigurationException>().WithMessage("Agents:Local:Sentences names '/nowhere'*");
    }

    [Test]
    public void Validate_UnknownKey_Throws()
    {
        using var services = Build(new() { ["Agents:OpenAI:Modell"] = "m" });

        var read = () => services.GetRequiredService<IOptions<AgentsOptions>>().Value;

        read.Should().Throw<OptionsValidationException>().WithMessage("Agents:OpenAI:Modell is no setting.*Model*");
    }

    [Test]
    public void Validate_KeyWithLineBreak_DoesNotQuoteTheKey()
    {
        using var services = Build(new() { ["Agents:Provider"] = "OpenAI", ["Agents:OpenAI:Model"] = "m", ["Agents:OpenAI:ApiKey"] = "sk-1\nsk-2" });

        var read = () => services.GetRequiredService<IOptions<AgentsOptions>>().Value;

        read.Should().Throw<OptionsValidationException>().Which.ToString().Should().Contain("Agents:OpenAI:ApiKey").And.NotContain("sk-");
    }

    [Test]
    public void ApiKeyFile_WithLineBreakAtTheEnd_IsRead()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "sk-from-file\n");
            using var services = Build(new() { ["Agents:Provider"] = "OpenAI", ["Agents:OpenAI:Model"] = "m", ["Agents:OpenAI:ApiKeyFile"] = file });

            services.GetRequiredService<IOptions<AgentsOptions>>().Value.OpenAI.ApiKey.Should().Be("sk-from-file");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public void AgentProviderInfo_EndpointWithPassword_LeavesItOut()
    {
        using var services = Build(new()
        {
            ["Agents:Provider"] = "OpenAI",
            ["Agents:OpenAI:Model"] = "small",
            ["Agents:OpenAI:Endpoint"] = "https://bob:secret@example.org/v1?key=secret",
            ["Agents:OpenAI:ApiKey"] = "sk-secret",
        });

        services.GetRequiredService<AgentProviderInfo>().Description.Should()
            .Be("LlmFirst: small at https://example.org/v1, falling back to the local grammar");
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddLogging()
        .AddAgents(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider(validateScopes: true);
}
