using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Sts.Core.Configuration;
using Sts.Core.Messaging;
using Sts.Core.Plugins;
using Sts.Tests.Core.Schemas;

namespace Sts.Tests.Core.Plugins;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PluginCatalogTests : IDisposable
{
    private const string Nothing = "public sealed class Entry : IStsPlugin { public void Configure(IServiceCollection services, IConfigurationSection settings) { } }";
    private const string TellsWhatItUses = """
        public sealed class Entry : IStsPlugin
        {
            public void Configure(IServiceCollection services, IConfigurationSection settings) { }
            public static string Tell() => Greeting.Text;
        }
        """;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Load_TwoVersionsOfALibrary_EachPluginHasItsOwn()
    {
        BuildWithLibrary("First", "Greetings", "1.0.0.0", "hello from 1");
        BuildWithLibrary("Second", "Greetings", "2.0.0.0", "hello from 2");

        var plugins = Load();

        plugins.All.Select(plugin => (plugin.Name, Tell(plugin))).Should().Equal(("First", "hello from 1"), ("Second", "hello from 2"));
    }

    [Test]
    public void Load_AnotherVersionThanTheHosts_IsThePlugins()
    {
        var hosts = typeof(YamlDotNet.Core.Parser).Assembly;
        BuildWithLibrary("Mine", hosts.GetName().Name!, "99.0.0.0", "not the host's");

        Tell(Load().All.Single()).Should().Be("not the host's");

        hosts.GetName().Version!.Major.Should().NotBe(99);
    }

    [Test]
    public void Load_CopiesOfTheContractBesideIt_AreNotUsed()
    {
        PluginBuild.Plugin(InFolder("Mine"), "Mine", "[Consumes(\"topic\")] public abstract class My : AvroProcessor<TranscriptionSegment>;");
        foreach (var copied in (string[])["Sts.Core.dll", "Avro.dll"])
            File.Copy(Path.Combine(AppContext.BaseDirectory, copied), Path.Combine(InFolder("Mine"), copied));

        var plugin = Load().All.Should().ContainSingle().Subject;

        plugin.Error.Should().BeNull();
        plugin.Assembly!.GetType("My")!.Should().BeAssignableTo<IProcessor>();
    }

    [Test]
    public void Load_NativeLibraryOfThisMachine_IsFound()
    {
        PluginBuild.Plugin(InFolder("Mine"), "Mine", """
            public static class Native
            {
                [System.Runtime.InteropServices.DllImport("of_the_plugin", EntryPoint = "sqlite3_libversion_number")]
                public static extern int Version();
            }
            public abstract class Entry : IStsPlugin { public abstract void Configure(IServiceCollection services, IConfigurationSection settings); }
            """);
        var rid = RuntimeInformation.RuntimeIdentifier;
        var native = Directory.CreateDirectory(Path.Combine(InFolder("Mine"), "runtimes", rid, "native")).FullName;
        File.Copy(Path.Combine(AppContext.BaseDirectory, "runtimes", rid, "native", "libe_sqlite3.so"), Path.Combine(native, "libof_the_plugin.so"));
        File.WriteAllText(Path.Combine(InFolder("Mine"), "Mine.deps.json"), $$"""
            {
              "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0", "signature": "" },
              "targets": { ".NETCoreApp,Version=v10.0": {
                "Mine/1.0.0": { "dependencies": { "OfThePlugin": "1.0.0" }, "runtime": { "Mine.dll": {} } },
                "OfThePlugin/1.0.0": { "runtimeTargets": { "runtimes/{{rid}}/native/libof_the_plugin.so": { "rid": "{{rid}}", "assetType": "native" } } } } },
              "libraries": {
                "Mine/1.0.0": { "type": "project", "serviceable": false, "sha512": "" },
                "OfThePlugin/1.0.0": { "type": "package", "serviceable": true, "sha512": "" } }
            }
            """);

        var plugin = Load().All.Single();

        plugin.Assembly!.GetType("Native")!.GetMethod("Version")!.Invoke(null, null).Should().BeOfType<int>().Which.Should().BeGreaterThan(3_000_000);
    }

    [TestCase("this is no assembly")]
    [TestCase("")]
    public void Load_FileThatIsNoAssembly_IsNamed(string content)
    {
        var file = Path.Combine(Directory.CreateDirectory(InFolder("Mine")).FullName, "broken.dll");
        File.WriteAllText(file, content);

        ShouldFail("broken", file, "is not a .NET assembly", "Remove it from the plugins folder");
    }

    [Test]
    public void Load_OfAnotherArchitecture_IsLeftOut()
    {
        var other = RuntimeInformation.ProcessArchitecture is System.Runtime.InteropServices.Architecture.Arm64 ? Platform.X64 : Platform.Arm64;
        PluginBuild.Plugin(InFolder("Mine"), "Mine", Nothing, platform: other);

        ShouldFail("Mine", $"built for {other}", $"{RuntimeInformation.ProcessArchitecture}", "AnyCPU");
    }

    [Test]
    public void Load_MissingLibrary_IsNamed()
    {
        BuildWithLibrary("Mine", "Greetings", "1.2.3.0", "hello");
        File.Delete(Path.Combine(InFolder("Mine"), "Greetings.dll"));

        ShouldFail("Mine", "Greetings 1.2.3", ".deps.json");
    }

    [TestCase("9.0.0.0", "Update the host")]
    [TestCase("0.0.9.0", "has changed since")]
    public void Load_BuiltAgainstAnotherContract_IsLeftOutWithoutRunning(string version, string advice)
    {
        PluginBuild.PluginOf(InFolder("Mine"), "Mine", PluginBuild.OtherContract(InFolder("../other"), version));

        ShouldFail("Mine", $"built against Sts.Core {version[..5]}", advice).Assembly.Should().BeNull();
    }

    [Test]
    public void Load_FolderOfSeveral_TakesTheOneOfItsName()
    {
        var library = PluginBuild.Plugin(InFolder("Mine"), "Another", "public class Greeting { public static string Text => \"hello\"; } " + Nothing.Replace("Entry", "Other"));
        PluginBuild.Plugin(InFolder("Mine"), "Mine", TellsWhatItUses, [library]);

        Load().All.Select(plugin => plugin.Name).Should().Equal("Mine");
    }

    [Test]
    public void Load_FolderOfSeveralWithoutItsName_AsksForIt()
    {
        PluginBuild.Plugin(InFolder("Mine"), "One", Nothing);
        PluginBuild.Plugin(InFolder("Mine"), "Two", Nothing);

        ShouldFail("Mine", "One.dll, Two.dll", "Give the folder the name");
    }

    [Test]
    public void Load_OneFolderTooDeep_SaysWhereItBelongs()
    {
        PluginBuild.Plugin(Path.Combine(InFolder("Mine"), "net10.0"), "Mine", Nothing);

        ShouldFail("Mine", "net10.0", "Put them into the folder itself");
    }

    [Test]
    public void Load_SamePluginTwice_TakesTheFirst()
    {
        PluginBuild.Plugin(InFolder(""), "Mine", Nothing);
        PluginBuild.Plugin(InFolder("Mine"), "Mine", Nothing);

        Load().All.Select(plugin => plugin.Error is null).Should().Equal(true, false);
    }

    [Test]
    public void Load_FoldersWithoutAssemblies_AreNoPlugins()
    {
        Directory.CreateDirectory(InFolder("schemas"));

        Load().All.Should().BeEmpty();
    }

    [Test]
    public void Load_SettingsOfAPluginThatIsNotThere_AreRefused()
    {
        PluginBuild.Plugin(InFolder("Mine"), "Mine", Nothing);

        var load = () => Load(("Plugins:Mien:Key", "value"));

        load.Should().Throw<StsConfigurationException>().WithMessage("Plugins:Mien is no setting*Directory, Mine*");
    }

    [TestCase("1.2.0", "1.2.0", true)]
    [TestCase("1.2.0", "1.3.0", true)]
    [TestCase("1.3.0", "1.2.9", false)]
    [TestCase("1.2.0", "2.0.0", false)]
    [TestCase("0.1.0", "0.1.7", true)]
    [TestCase("0.1.7", "0.1.0", false)]
    [TestCase("0.1.0", "0.2.0", false)]
    public void Fits_VersionBuiltAgainst_RunsUpToTheNextBreakingOne(string built, string host, bool fits) =>
        PluginContract.Fits(Version.Parse(built), Version.Parse(host)).Should().Be(fits);

    private static string Tell(Plugin plugin)
    {
        plugin.Error.Should().BeNull();
        return (string)plugin.Assembly!.GetType("Entry")!.GetMethod("Tell")!.Invoke(null, null)!;
    }

    private void BuildWithLibrary(string plugin, string library, string version, string text) => PluginBuild.Plugin(
        InFolder(plugin), plugin, TellsWhatItUses,
        [PluginBuild.Library(InFolder(plugin), library, $"public static class Greeting {{ public static string Text => \"{text}\"; }}", version)]);

    private string InFolder(string name) => Path.Combine(_folder.Path, "plugins", name);

    private PluginCatalog Load(params (string Key, string Value)[] settings) => PluginCatalog.Load(new ConfigurationBuilder()
        .AddInMemoryCollection([new("Plugins:Directory", InFolder("")), .. settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))]).Build());

    private Plugin ShouldFail(string name, params string[] words)
    {
        var plugin = Load().All.Should().ContainSingle().Subject;
        plugin.Name.Should().Be(name);
        plugin.Error.Should().ContainAll(words);
        return plugin;
    }
}
