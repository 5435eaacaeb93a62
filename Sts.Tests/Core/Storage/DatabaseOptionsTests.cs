using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using Sts.Core.Storage;

namespace Sts.Tests.Core.Storage;

[TestFixture]
public sealed class DatabaseOptionsTests
{
    private const string Connection = "Host=db.example;Port=5433;Database=sts;Username=app;Password=top-secret";

    [TestCase(null, null, DatabaseProvider.Sqlite)]
    [TestCase(null, Connection, DatabaseProvider.Postgres)]
    [TestCase("postgres", Connection, DatabaseProvider.Postgres)]
    [TestCase("SQLITE", "Data Source=/tmp/somewhere.db", DatabaseProvider.Sqlite)]
    public async Task Provider_FromConfiguration_IsChosen(string? provider, string? connectionString, DatabaseProvider expected)
    {
        await using var host = HostWith(("Database:Provider", provider), ("Database:ConnectionString", connectionString));

        host.Get<DatabaseInfo>().Provider.Should().Be(expected);
    }

    [Test]
    public async Task DatabaseInfo_Postgres_ShowsThePlaceAndNoPassword()
    {
        await using var host = HostWith(("Database:ConnectionString", Connection));

        host.Get<DatabaseInfo>().Description.Should().Be("PostgreSQL app@db.example:5433/sts");
    }

    [Test]
    public async Task ConnectionString_Postgres_GetsDefaultsWhereItSaysNothing()
    {
        await using var host = HostWith(("Database:ConnectionString", Connection + ";Maximum Pool Size=7"));
        await using var database = host.Open();

        var used = new NpgsqlConnectionStringBuilder(database.Database.GetConnectionString());

        used.Should().BeEquivalentTo(new { MaxPoolSize = 7, KeepAlive = 30, MaxAutoPrepare = 50, ApplicationName = "sts", Host = "db.example" });
    }

    [TestCase("Database:Provider", "Oracle", "Database:Provider", "Sqlite or Postgres")]
    [TestCase("Database:Provider", "1", "Database:Provider", "Sqlite or Postgres")]
    [TestCase("Database:Provider", "Postgres", "Database:ConnectionString", "Host=localhost")]
    [TestCase("Database:ConnectionString", "Database=sts;Password=top-secret", "Host", "Host=localhost")]
    [TestCase("Database:ConnectionString", "Host=x;Password=a;top-secret", "not a valid PostgreSQL", "double quotes")]
    [TestCase("Database:ConnectionString", "postgres://app:top-secret@db/sts", "URL", "Host=localhost")]
    [TestCase("Data:Directory", "", "Data:Directory", "./data")]
    public async Task Options_Unusable_MessageNamesKeyAndFixAndNoSecret(string key, string value, string names, string fix)
    {
        await using var host = HostWith((key, value));

        var validate = () => host.Get<IStartupValidator>().Validate();

        validate.Should().Throw<OptionsValidationException>().Which.Message
            .Should().Contain(names).And.Contain(fix).And.NotContain("top-secret");
    }

    [TestCase("Data Source=:memory:")]
    [TestCase("Data Source=shared;Mode=Memory;Cache=Shared")]
    [TestCase("Host=localhost")]
    [TestCase("Cache=Private")]
    public async Task Options_SqliteConnectionStringUnusable_IsRefused(string connectionString)
    {
        await using var host = HostWith(("Database:Provider", "Sqlite"), ("Database:ConnectionString", connectionString));

        var validate = () => host.Get<IStartupValidator>().Validate();

        validate.Should().Throw<OptionsValidationException>().Which.Message.Should().Contain("Database:ConnectionString").And.Contain("Data Source=");
    }

    [Test]
    public async Task Options_UnknownKey_IsRefused()
    {
        await using var host = HostWith(("Database:ConectionString", "x"));

        var validate = () => host.Get<IStartupValidator>().Validate();

        validate.Should().Throw<OptionsValidationException>().WithMessage("Database:ConectionString is no setting.*ConnectionString*");
    }

    private static StorageHost HostWith(params (string Key, string? Value)[] settings) =>
        new(settings.Where(s => s.Value is not null).ToDictionary(s => s.Key, s => s.Value));
}
