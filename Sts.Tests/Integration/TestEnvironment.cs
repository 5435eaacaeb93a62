using System.Net;
using System.Net.Sockets;

namespace Sts.Tests.Integration;

/// <summary>
/// What the integration tests find around them. <c>./test.sh</c> provides all of it; a test that requires a part which isn't there
/// is skipped with the way to get it.
/// </summary>
public static class TestEnvironment
{
    /// <summary>Npgsql connection string of a server where databases may be created.</summary>
    public const string PostgresVariable = "STS_TEST_POSTGRES";

    /// <summary>Command that takes <c>stop</c>, <c>kill</c> or <c>start</c> for the PostgreSQL server.</summary>
    public const string PostgresControlVariable = "STS_TEST_POSTGRES_CONTROL";

    /// <summary>Bootstrap servers of a Kafka.</summary>
    public const string KafkaVariable = "STS_TEST_KAFKA";

    /// <summary>librdkafka properties for that Kafka's clients: <c>name=value;name=value</c>.</summary>
    public const string KafkaPropertiesVariable = "STS_TEST_KAFKA_PROPERTIES";

    /// <summary>librdkafka properties of a client of that Kafka over TLS, with a certificate of its own: <c>bootstrap.servers=…;name=value</c>.</summary>
    public const string KafkaTlsVariable = "STS_TEST_KAFKA_TLS";

    /// <summary>Command that takes <c>stop</c>, <c>kill</c> or <c>start</c> for the Kafka broker.</summary>
    public const string KafkaControlVariable = "STS_TEST_KAFKA_CONTROL";

    /// <summary>A folder of node modules with KafkaJS and its registry client.</summary>
    public const string KafkaJsVariable = "STS_TEST_KAFKAJS";

    /// <summary>The path of the program as it is published; without it the tests run the one that was built with them.</summary>
    public const string ProgramVariable = "STS_TEST_PROGRAM";

    /// <summary>What <c>dotnet</c> runs to start a host or a command.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable(ProgramVariable) is { Length: > 0 } published
        ? published
        : System.IO.Path.Combine(AppContext.BaseDirectory, "Sts.Host.dll");

    /// <summary>The real Kafka, or the test is skipped.</summary>
    public static KafkaServer RequireKafka() =>
        new(
            RequireVariable(KafkaVariable, "bootstrap servers of a Kafka"),
            KafkaServer.ParseProperties(Environment.GetEnvironmentVariable(KafkaPropertiesVariable)));

    /// <summary>The real Kafka as clients reach it over TLS, which must show a certificate, or the test is skipped.</summary>
    public static KafkaServer RequireKafkaTls()
    {
        var properties = KafkaServer.ParseProperties(RequireVariable(KafkaTlsVariable, "librdkafka properties of a client over TLS")).ToDictionary();
        properties.Remove("bootstrap.servers", out var servers);
        return new KafkaServer(servers!, RequireKafka().Properties.Concat(properties).Append(KeyValuePair.Create("security.protocol", "ssl")).ToDictionary());
    }

    /// <summary>A new database on the real PostgreSQL, dropped on disposal, or the test is skipped.</summary>
    public static Task<PostgresDatabase> RequirePostgres() =>
        PostgresDatabase.CreateAsync(RequireVariable(PostgresVariable, "an Npgsql connection string"));

    /// <summary>Takes the Kafka broker down and up. Tests that use it are <c>[NonParallelizable]</c> and leave it running.</summary>
    public static ServerControl RequireKafkaControl() => RequireControl(KafkaControlVariable);

    /// <summary>Takes the PostgreSQL server down and up. Tests that use it are <c>[NonParallelizable]</c> and leave it running.</summary>
    public static ServerControl RequirePostgresControl() => RequireControl(PostgresControlVariable);

    /// <summary>The path of <c>espeak-ng</c>, which speaks, or the test is skipped.</summary>
    public static string RequireEspeak() => RequireProgram("espeak-ng");

    /// <summary>A grammar with which <c>pocketsphinx</c> understands what is said in a home.</summary>
    public static string HomeGrammar { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "samples", "hearing", "home.gram");

    /// <summary>The path of <c>pocketsphinx_continuous</c>, which hears, or the test is skipped.</summary>
    public static string RequirePocketsphinx() => RequireProgram("pocketsphinx_continuous");

    /// <summary>The path of <c>sox</c>, which measures sound, or the test is skipped.</summary>
    public static string RequireSox() => RequireProgram("sox");

    /// <summary>The path of <c>curl</c>, or the test is skipped.</summary>
    public static string RequireCurl() => RequireProgram("curl");

    /// <summary>The path of <c>jq</c>, or the test is skipped.</summary>
    public static string RequireJq() => RequireProgram("jq");

    /// <summary>The path of <c>chromium</c>, a browser, or the test is skipped.</summary>
    public static string RequireChromium() => RequireProgram("chromium");

    /// <summary>The path of <c>kubectl</c>, which renders manifests, or the test is skipped.</summary>
    public static string RequireKubectl() => RequireProgram("kubectl");

    /// <summary>The path of <c>setpriv</c>, which runs a program as another user, or the test is skipped.</summary>
    public static string RequireSetpriv() => RequireProgram("setpriv");

    /// <summary>The path of <c>node</c> and a folder with KafkaJS and its registry client for it, or the test is skipped.</summary>
    public static (string Node, string Modules) RequireKafkaJs() =>
        (RequireProgram("node"), RequireVariable(KafkaJsVariable, "a folder of node modules with kafkajs and @kafkajs/confluent-schema-registry"));

    /// <summary>A loopback TCP port on which nothing listens.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static ServerControl RequireControl(string variable) =>
        new(RequireVariable(variable, "a command that takes stop, kill or start"));

    private static string RequireVariable(string variable, string meaning)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrWhiteSpace(value))
            Assert.Ignore($"{variable} is not set. Run ./test.sh, which sees to that, or set it to {meaning}.");
        return value!;
    }

    private static string RequireProgram(string name)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
        if (path is null)
            Assert.Ignore($"{name} is not on the PATH. Run ./test.sh, which installs it, or install the package {name}.");
        return path!;
    }
}
