using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sts.Agents;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Hearing;
using Sts.Core.Plugins;
using Sts.Tests.Core.Plugins;
using Sts.Tests.Core.Schemas;

namespace Sts.Tests.Agents;

/// <summary>Agents, voices and ears of a plugin, chosen by name.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NamedProviderTests : IDisposable
{
    private const string Agents = """
        public sealed class AcmeAgent : IRealtimeAgent
        {
            public Task<RealtimeDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken) => utterance.Text.Contains("lights")
                ? throw new AgentException("Acme is away.")
                : Task.FromResult(new RealtimeDecision(true, "Acme says so."));
        }
        """;

    private const string Speech = """
        public sealed class AcmeVoice : ITextToSpeech
        {
            public string Name => "acme's voice";
            public System.Collections.Generic.IAsyncEnumerable<SpeechAudio> SynthesizeAsync(SpeechRequest request, CancellationToken cancellationToken) => throw new SpeechException("not now");
        }
        public sealed class AcmeEars : ISpeechToText
        {
            public string Name => "acme's ears";
            public Task<string> TranscribeAsync(ReadOnlyMemory<byte> wav, string? language, CancellationToken cancellationToken) => Task.FromResult("hello");
        }
        """;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Provider_OfAPlugin_DecidesAndTheLocalAgentsStandIn()
    {
        Build("services.AddKeyedSingleton<IRealtimeAgent, AcmeAgent>(\"Acme\");", Agents);
        using var services = Services(("Agents:Provider", "acme"));
        var agent = services.GetRequiredService<IRealtimeAgent>();

        (await agent.DecideAsync(Some.Utterance("the weather is nice"), default)).Reasoning.Should().Be("Acme says so.");
        (await agent.DecideAsync(Some.Utterance("turn off the lights"), default)).ActionRequired.Should().BeTrue("the grammar knows that while Acme is away");
        services.GetRequiredService<AgentProviderInfo>().Name.Should().Be("Acme");
        services.GetRequiredService<ISummaryAgent>().Should().BeSameAs(services.GetRequiredKeyedService<ISummaryAgent>("Local"), "Acme has none");
    }

    [Test]
    public async Task Provider_WhoseAgentCannotBeCreated_LeavesItToTheLocalOne()
    {
        Build("services.AddKeyedSingleton<IRealtimeAgent, AcmeAgent>(\"Acme\");", Agents.Replace("{\n    public Task", "{\n    public AcmeAgent() => throw new Exception(\"no luck\");\n    public Task", StringComparison.Ordinal));
        using var services = Services(("Agents:Provider", "Acme"));

        (await services.GetRequiredService<IRealtimeAgent>().DecideAsync(Some.Utterance("turn off the lights"), default)).ActionRequired.Should().BeTrue();
    }

    [TestCase("Agents:Provider", "Acne", "Set it to Local or OpenAI or Acme")]
    [TestCase("Speech:Provider", "Acne", "Use one of Auto, Http, Piper, Wyoming, Espeak, None, Acme")]
    [TestCase("Hearing:Provider", "Acne", "must be one of Auto, Http, Wyoming, Pocketsphinx, None, Acme")]
    public void Provider_Unknown_IsRefusedWithThoseThatAre(string key, string value, string words)
    {
        Build(
            "services.AddKeyedSingleton<IRealtimeAgent, AcmeAgent>(\"Acme\").AddKeyedSingleton<ITextToSpeech, AcmeVoice>(\"Acme\").AddKeyedSingleton<ISpeechToText, AcmeEars>(\"Acme\");",
            Agents + Speech);
        using var services = Services((key, value));

        var validate = () => services.GetRequiredService<IStartupValidator>().Validate();

        validate.Should().Throw<OptionsValidationException>().WithMessage($"*{words}*");
    }

    [TestCase("Agents:Provider")]
    [TestCase("Speech:Provider")]
    [TestCase("Hearing:Provider")]
    public void Provider_OfAPluginThatIsLeftOut_IsDoneWithout(string key)
    {
        Build("throw new Exception(\"no luck\");", Agents);
        using var services = Services((key, "Acme"));

        services.GetRequiredService<IStartupValidator>().Validate();

        string[] descriptions = [services.GetRequiredService<AgentProviderInfo>().Description, services.GetRequiredService<SpeechInfo>().Description, services.GetRequiredService<IListener>().Description];
        descriptions.Should().ContainSingle(description => description.Contains("Acme", StringComparison.Ordinal)).Which.Should().Contain("not there");
    }

    [Test]
    public void Provider_NamedLikeABuiltIn_LeavesThePluginOut()
    {
        Build("services.AddKeyedSingleton<IRealtimeAgent, AcmeAgent>(\"openai\");", Agents);
        using var services = Services();

        services.GetRequiredService<PluginCatalog>().All.Single().Error.Should().Be("it has a IRealtimeAgent called 'openai', and there is one already. Rename it.");
    }

    [Test]
    public void Speech_OfAPlugin_IsOneOfTheVoicesAndHears()
    {
        Build("services.AddKeyedSingleton<ITextToSpeech, AcmeVoice>(\"Acme\").AddKeyedSingleton<ISpeechToText, AcmeEars>(\"Acme\");", Speech);
        using var services = Services(("Speech:Provider", "acme, http"), ("Speech:Http:Endpoint", "http://127.0.0.1:1/v1"), ("Speech:Users:alice:Voices:Acme", "deep"), ("Hearing:Provider", "acme"));

        services.GetRequiredService<IStartupValidator>().Validate();

        services.GetRequiredService<SpeechInfo>().Provider.Should().StartWith("acme's voice, then");
        services.GetRequiredService<IListener>().Description.Should().Be("acme's ears (Hearing:Provider is Acme)");
    }

    private void Build(string configure, string types) => PluginBuild.Plugin(_folder.Path, "Mine", types + $$"""

        public sealed class Entry : IStsPlugin
        {
            public void Configure(IServiceCollection services, IConfigurationSection settings) { {{configure}} }
        }
        """);

    private ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Plugins:Directory", _folder.Path), new("Speech:Output", "None"), .. settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))]).Build();
        return new ServiceCollection().AddLogging()
            .AddAgents(configuration).AddSpeech(configuration).AddHearing(configuration)
            .AddPlugins(configuration, PluginCatalog.Load(configuration))
            .BuildServiceProvider();
    }
}
