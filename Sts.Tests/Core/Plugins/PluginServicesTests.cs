using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sts.Core.Plugins;
using Sts.Tests.Core.Schemas;

namespace Sts.Tests.Core.Plugins;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PluginServicesTests : IDisposable
{
    private const string Options = """
        public sealed class MyOptions
        {
            [System.ComponentModel.DataAnnotations.Range(1, 9)]
            public int Level { get; set; } = 5;
        }

        """;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void AddPlugins_OwnSection_IsBound()
    {
        Build("""
            services.AddOptionsWithValidateOnStart<MyOptions>().BindSettings(settings).ValidateSettings(settings);
            services.AddSingleton<Func<int>>(provider => () => provider.GetRequiredService<IOptions<MyOptions>>().Value.Level);
            """);

        var (plugin, services) = Add(("Plugins:Mine:Level", "7"));

        plugin.Error.Should().BeNull();
        services.BuildServiceProvider().GetRequiredService<Func<int>>()().Should().Be(7);
    }

    [TestCase("Plugins:Mine:Level", "70", "Plugins:Mine:Level is 70, but must be between 1 and 9.")]
    [TestCase("Plugins:Mine:Level", "high", "Plugins:Mine:Level is 'high', but must be a whole number.")]
    [TestCase("Plugins:Mine:Levels", "7", "Plugins:Mine:Levels is no setting. Plugins:Mine knows: Level.")]
    public void AddPlugins_WrongSettings_LeaveItOut(string key, string value, string error)
    {
        Build("services.AddOptionsWithValidateOnStart<MyOptions>().BindSettings(settings).ValidateSettings(settings);");

        Add((key, value)).Plugin.Error.Should().Be(error);
    }

    [Test]
    public void AddPlugins_WrongSettingsReadAtOnce_LeaveItOut()
    {
        Build("_ = settings.ReadSettings<MyOptions>();");

        Add(("Plugins:Mine:Level", "70")).Plugin.Error.Should().Be("Plugins:Mine:Level is 70, but must be between 1 and 9.");
    }

    [Test]
    public void AddPlugins_SettingsOfOneThatTakesNone_LeaveItOut()
    {
        PluginBuild.Plugin(_folder.Path, "Mine", "public abstract class Any : IStsPlugin { public abstract void Configure(IServiceCollection services, IConfigurationSection settings); }");

        Add(("Plugins:Mine:Level", "7")).Plugin.Error.Should().Contain("takes no settings").And.Contain("Plugins:Mine");
    }

    [Test]
    public void AddPlugins_ValidatorWithAServiceOfTheHosts_IsLeftToTheHost()
    {
        Build(
            "services.AddOptionsWithValidateOnStart<MyOptions>(); services.AddSingleton<IValidateOptions<MyOptions>, Check>();",
            "public sealed class Check(System.Text.StringBuilder hosts) : IValidateOptions<MyOptions> { public ValidateOptionsResult Validate(string? name, MyOptions options) => ValidateOptionsResult.Fail(hosts.ToString()); }");

        Add().Plugin.Error.Should().BeNull();
    }

    [TestCase("throw new InvalidOperationException(\"no luck\");", "Entry.Configure has thrown InvalidOperationException: no luck")]
    [TestCase("services.AddSingleton(\"left behind\"); throw new Exception(\"no luck\");", "Entry.Configure has thrown Exception: no luck")]
    [TestCase("services.RemoveAt(0);", "it removes or replaces services of the host")]
    [TestCase("services.AddKeyedSingleton<Uri>(\"ONE\", new Uri(\"http://other\"));", "it has a Uri called 'ONE', and there is one already. Rename it.")]
    public void AddPlugins_FaultInConfigure_LeavesNothingOfIt(string body, string error)
    {
        Build(body);

        var (plugin, services) = Add();

        plugin.Error.Should().StartWith(error);
        services.Should().HaveCount(3).And.NotContain(service => service.ServiceType == typeof(string));
    }

    [TestCase("public Entry() => throw new InvalidOperationException(\"no luck\");", "the constructor of Entry has thrown InvalidOperationException: no luck")]
    [TestCase("public Entry(int number) { }", "Entry can't be created")]
    public void AddPlugins_FaultInItsConstructor_LeavesItOut(string constructor, string error)
    {
        PluginBuild.Plugin(_folder.Path, "Mine", $"public sealed class Entry : IStsPlugin {{ {constructor} public void Configure(IServiceCollection services, IConfigurationSection settings) {{ }} }}");

        Add().Plugin.Error.Should().StartWith(error);
    }

    private void Build(string configure, string more = "") => PluginBuild.Plugin(_folder.Path, "Mine", Options + more + $$"""
        public sealed class Entry : IStsPlugin
        {
            public void Configure(IServiceCollection services, IConfigurationSection settings)
            {
                {{configure}}
            }
        }
        """);

    private (Plugin Plugin, IServiceCollection Services) Add(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Plugins:Directory", _folder.Path), .. settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))]).Build();
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddKeyedSingleton("one", new Uri("http://one"));
        var plugins = PluginCatalog.Load(configuration);
        return (plugins.All.Single(), services.AddPlugins(configuration, plugins));
    }
}
