using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Core.Privacy;
using Sts.Core.Storage;
using Sts.Tests.Integration;

namespace Sts.Tests.Core.Privacy;

public sealed class UserNamesTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void InLogs_WithoutHashing_IsTheName() => Create(new PrivacyOptions()).InLogs("alice").Should().Be("alice");

    [Test]
    public void InLogs_WithHashing_TellsUsersApartAndIsTheSameAfterARestart()
    {
        var options = new PrivacyOptions { HashUsers = true };
        var (first, again) = (Create(options), Create(options));

        first.InLogs("alice").Should().MatchRegex("^[0-9a-f]{20}$").And.Be(again.InLogs("alice")).And.NotBe(first.InLogs("bob"));
    }

    [Test]
    public void Hash_OfAnotherInstallation_IsAnother()
    {
        using var other = new TemporaryFolder();

        var hash = Create(new PrivacyOptions()).Hash("alice");

        hash.Should().NotBe(new UserNames(Options.Create(new PrivacyOptions()), new UserHashKey(Options.Create(new DataOptions { Directory = other.Path }))).Hash("alice"));
    }

    [Test]
    public void Hash_WithAConfiguredKey_IsTheSameEverywhereAndLeavesNoFile()
    {
        using var other = new TemporaryFolder();
        var options = new PrivacyOptions { HashKey = "sixteen or more characters" };

        var hash = Create(options).Hash("alice");

        hash.Should().Be(new UserNames(Options.Create(options), new UserHashKey(Options.Create(new DataOptions { Directory = other.Path }))).Hash("alice"));
        Directory.GetFiles(_folder.Path).Should().BeEmpty();
    }

    [Test]
    public void Hash_OfSeveralHostsThatBeginAtOnce_IsTheSame()
    {
        var hashes = new string[8];

        Parallel.For(0, hashes.Length, i => hashes[i] = Create(new PrivacyOptions()).Hash("alice"));

        hashes.Distinct().Should().ContainSingle();
        Directory.GetFiles(_folder.Path).Should().ContainSingle();
    }

    [Test]
    [Platform(Exclude = "Win")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Hash_KeyFile_IsNobodyElsesToRead()
    {
        Create(new PrivacyOptions()).Hash("alice");

        File.GetUnixFileMode(Path.Combine(_folder.Path, UserHashKey.FileName)).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Test]
    public void Create_WithAKeyFileThatIsNone_SaysSoAtOnce()
    {
        File.WriteAllText(Path.Combine(_folder.Path, UserHashKey.FileName), "not a key");

        this.Invoking(_ => Create(new PrivacyOptions { HashUsers = true })).Should().Throw<StsConfigurationException>().WithMessage("*user-hash.key*remove it*");
    }

    private UserNames Create(PrivacyOptions options) =>
        new(Options.Create(options), new UserHashKey(Options.Create(new DataOptions { Directory = _folder.Path })));
}
