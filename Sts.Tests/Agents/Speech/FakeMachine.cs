using Sts.Agents.Speech.Processes;

namespace Sts.Tests.Agents.Speech;

/// <summary>A machine of which only a folder of programs, a list of sound cards and a few variables are seen.</summary>
internal sealed class FakeMachine : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = [];

    public FakeMachine()
    {
        Directory.CreateDirectory(Bin);
        _variables["PATH"] = $"{_folder.In("nowhere")}{Path.PathSeparator}{Bin}";
        _variables["XDG_RUNTIME_DIR"] = _folder.Path;
    }

    public string Bin => _folder.In("bin");

    public string RuntimeDirectory => _folder.Path;

    public Machine Machine => new(PlatformID.Unix, _variables.GetValueOrDefault, _folder.In("cards"));

    public FakeMachine With(params string[] programs)
    {
        foreach (var program in programs)
            _folder.Script(Path.Combine("bin", program));
        return this;
    }

    public FakeMachine Set(string variable, string value)
    {
        _variables[variable] = value;
        return this;
    }

    public FakeMachine SoundCards(string list)
    {
        File.WriteAllText(_folder.In("cards"), list);
        return this;
    }

    public FakeMachine OneSoundCard() =>
        SoundCards(" 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      HDA Intel PCH at 0xb4420000 irq 170\n");

    public void Dispose() => _folder.Dispose();
}
