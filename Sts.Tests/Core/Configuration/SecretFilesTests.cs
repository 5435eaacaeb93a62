using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Tests.Integration;

namespace Sts.Tests.Core.Configuration;

public sealed class SecretFilesTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void ReadSettings_FileOfASecret_HoldsItsValue()
    {
        var options = Read(("Password", null), ("PasswordFile", Write(" hush\n")), ("Inner:TokenFile", Write("token")));

        options.Password.Should().Be("hush");
        options.Inner.Token.Should().Be("token");
    }

    [Test]
    public void ReadSettings_SecretAndItsFile_AreRefusedWithoutTheSecret() =>
        ShouldRefuse("S:Password and S:PasswordFile are both set", ("Password", "hush"), ("PasswordFile", Write("hush")));

    [Test]
    public void ReadSettings_FileThatIsNotThere_IsNamed() => ShouldRefuse("S:PasswordFile names '/no/such/file'", ("PasswordFile", "/no/such/file"));

    [Test]
    public void ReadSettings_EmptyFile_IsRefused() => ShouldRefuse("which is empty", ("PasswordFile", Write(" \n")));

    [Test]
    public void ReadSettings_FileOfWhatIsNoSecret_IsNoSetting() => ShouldRefuse("S:NameFile is no setting", ("NameFile", Write("x")));

    private static void ShouldRefuse(string problem, params (string, string?)[] settings) => FluentActions.Invoking(() => Read(settings))
        .Should().Throw<OptionsValidationException>().Which.Failures.Should().ContainSingle().Which.Should().Contain(problem).And.NotContain("hush");

    private static Outer Read(params (string Key, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Where(setting => setting.Value is not null).ToDictionary(setting => $"S:{setting.Key}", setting => setting.Value))
        .Build().GetSection("S").ReadSettings<Outer>();

    private string Write(string content)
    {
        var path = Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"));
        File.WriteAllText(path, content);
        return path;
    }

    internal sealed class Outer
    {
        [Secret]
        public string? Password { get; set; }

        public string? Name { get; set; }

        public InnerOptions Inner { get; set; } = new();
    }

    internal sealed class InnerOptions
    {
        [Secret]
        public string? Token { get; set; }
    }
}
