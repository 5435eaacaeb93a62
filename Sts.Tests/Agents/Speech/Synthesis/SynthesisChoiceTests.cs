using Microsoft.Extensions.DependencyInjection;
using Sts.Agents;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Synthesis;

namespace Sts.Tests.Agents.Speech.Synthesis;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SynthesisChoiceTests : IDisposable
{
    private readonly FakeMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Test]
    public void For_AutoWithEndpoint_IsHttpAndThenTheInstalledEspeak()
    {
        var choice = Choose(options => options.Http.Endpoint = "http://127.0.0.1:1/v1", _machine.With("espeak-ng"));

        choice.Providers.Should().Equal(nameof(SpeechProvider.Http), nameof(SpeechProvider.Espeak));
    }

    [TestCase("espeak-ng", "espeak")]
    [TestCase("espeak")]
    public void For_AutoWithoutEndpoint_IsTheInstalledEspeak(params string[] installed)
    {
        var choice = Choose(_ => { }, _machine.With(installed));

        choice.Providers.Should().Equal(nameof(SpeechProvider.Espeak));
        choice.Executable.Should().Be(Path.Combine(_machine.Bin, installed[0]));
    }

    [Test]
    public void For_AutoOnABareMachine_IsNoneAndSaysHowToGetOne()
    {
        var choice = Choose(_ => { }, _machine);

        choice.Providers.Should().BeEmpty();
        choice.Why.Should().Contain("apt-get install espeak-ng").And.Contain("Speech:Http:Endpoint");
    }

    [Test]
    public void For_FileThatIsNotExecutable_IsNotInstalled()
    {
        File.WriteAllText(Path.Combine(_machine.Bin, "espeak-ng"), "");

        Choose(_ => { }, _machine).Providers.Should().BeEmpty();
    }

    [Test]
    public void For_EspeakNotInstalled_NamesSettingAndFix() =>
        FluentActions.Invoking(() => Choose(options => options.Provider = "Espeak", _machine))
            .Should().Throw<SpeechException>().WithMessage("Speech:Provider is Espeak*apt-get install espeak-ng*");

    [Test]
    public void For_HttpWithoutEndpoint_NamesSettingAndFix() =>
        FluentActions.Invoking(() => Choose(options => options.Provider = "Http", _machine))
            .Should().Throw<SpeechException>().WithMessage("*Speech:Http:Endpoint is not set*http://127.0.0.1:8000/v1*");

    [Test]
    public void For_SeveralProviders_KeepsTheirOrder() =>
        Choose(
            options => (options.Provider, options.Piper.Endpoint, options.Wyoming.Address) = ("wyoming, Espeak,Piper", "http://127.0.0.1:1", "127.0.0.1:2"),
            _machine.With("espeak-ng")).Providers.Should().Equal(nameof(SpeechProvider.Wyoming), nameof(SpeechProvider.Espeak), nameof(SpeechProvider.Piper));

    private static SynthesisChoice Choose(Action<SpeechOptions> change, FakeMachine machine) =>
        SynthesisChoice.For(SomeSpeech.Options(change).Value, machine.Machine, new NamedProviders(new ServiceCollection(), []));
}
