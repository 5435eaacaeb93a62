using System.Net.Sockets;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Playback;

namespace Sts.Tests.Agents.Speech.Playback;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OutputChoiceTests : IDisposable
{
    private readonly FakeMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Test]
    public void For_AutoOnABareMachine_IsFiles()
    {
        var choice = Choose();

        choice.Output.Should().Be(SpeechOutput.File);
        choice.Why.Should().Be("no audio player is installed");
    }

    [TestCase("")]
    [TestCase("--- no soundcards ---\n")]
    public void For_PlayerWithoutSoundCard_IsFiles(string cards)
    {
        _machine.With("aplay", "ffplay").SoundCards(cards);

        var choice = Choose();

        choice.Output.Should().Be(SpeechOutput.File);
        choice.Why.Should().Be("aplay, ffplay: installed, but no sound device or server");
    }

    [TestCase("aplay", "aplay", "ffplay")]
    [TestCase("ffplay", "paplay", "pw-play", "ffplay")]
    public void For_SoundCard_IsThePlayerThatCanUseIt(string expected, params string[] installed)
    {
        _machine.With(installed).OneSoundCard();

        var choice = Choose();

        choice.Output.Should().Be(SpeechOutput.Player);
        choice.Player!.Name.Should().Be(expected);
        choice.Player.Executable.Should().Be(Path.Combine(_machine.Bin, expected));
    }

    [Test]
    public void For_RunningSoundServer_GoesBeforeTheCard()
    {
        _machine.With("aplay", "paplay", "pw-play").OneSoundCard();
        using (Listen("pulse/native"))
            Choose().Player!.Name.Should().Be("paplay");
        using (Listen("pipewire-0"))
            Choose().Player!.Name.Should().Be("pw-play");

        File.Exists(Path.Combine(_machine.RuntimeDirectory, "pulse/native")).Should().BeTrue("a dead server leaves its socket behind");
        Choose().Player!.Name.Should().Be("aplay", "nobody listens any more");
    }

    [Test]
    public void For_PulseServerVariable_IsWhereItLooks()
    {
        _machine.With("paplay").Set("PULSE_SERVER", $"unix:{_machine.RuntimeDirectory}/PulseServer");
        Choose().Output.Should().Be(SpeechOutput.File);

        using (Listen("PulseServer"))
            Choose().Player!.Name.Should().Be("paplay");
    }

    [Test]
    public void For_ConfiguredPlayer_GoesBeforeWhatIsFound()
    {
        _machine.With("aplay", "my-player").OneSoundCard();

        var choice = Choose(options => options.Player = "my-player --gain '-3 dB' {file}");

        choice.Player.Should().BeEquivalentTo(new PlayerCommand("my-player", Path.Combine(_machine.Bin, "my-player"), ["--gain", "-3 dB", "{file}"]));
    }

    [TestCase("nosuch -q", "*Speech:Player names 'nosuch', which is not on PATH*")]
    [TestCase("'aplay -q", "*a quote is not closed*")]
    public void For_WrongPlayer_NamesSettingAndFix(string player, string message) =>
        FluentActions.Invoking(() => Choose(options => options.Player = player)).Should().Throw<SpeechException>().WithMessage(message);

    [Test]
    public void For_PlayerDemandedButNoDevice_NamesSettingAndFix() =>
        FluentActions.Invoking(() => Choose(options => options.Output = SpeechOutput.Player, _machine.With("aplay")))
            .Should().Throw<SpeechException>().WithMessage("Speech:Output is Player, but aplay: installed*apt-get install alsa-utils*");

    private OutputChoice Choose(Action<SpeechOptions>? change = null, FakeMachine? machine = null) =>
        OutputChoice.For(SomeSpeech.Options(change).Value, (machine ?? _machine).Machine);

    private LeavesItsFile Listen(string name)
    {
        var path = Path.Combine(_machine.RuntimeDirectory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new LeavesItsFile(path);
    }

    /// <summary>A server whose socket file stays when it dies, as after a crash (a disposed socket would remove it).</summary>
    private sealed class LeavesItsFile : IDisposable
    {
        private readonly string _path;
        private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

        public LeavesItsFile(string path)
        {
            _path = path;
            _socket.Bind(new UnixDomainSocketEndPoint(path));
            _socket.Listen();
        }

        public void Dispose()
        {
            File.Move(_path, _path + ".kept");
            _socket.Dispose();
            File.Move(_path + ".kept", _path);
        }
    }
}
