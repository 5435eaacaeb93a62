using Sts.Core.Configuration;

namespace Sts.Core.Schemas;

/// <summary>Where schemas are registered and looked up; section <c>SchemaRegistry</c>.</summary>
public sealed class SchemaRegistryOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "SchemaRegistry";

    /// <summary>
    /// The registry's addresses, separated by commas and tried in turn, such as <c>http://one:8081,http://two:8081</c>.
    /// </summary>
    /// <value>Empty: the embedded registry.</value>
    public string Url { get; set; } = "";

    /// <summary>User and password, as <c>user:password</c>.</summary>
    /// <value>Empty: none.</value>
    [Secret]
    public string BasicAuthUserInfo { get; set; } = "";

    /// <summary>A token for the <c>Authorization: Bearer</c> header.</summary>
    /// <value>Empty: none.</value>
    [Secret]
    public string BearerToken { get; set; } = "";

    /// <summary>How long to wait for the answer of one address, in milliseconds.</summary>
    /// <value>30000.</value>
    public int RequestTimeoutMs { get; set; } = 30_000;

    /// <summary>
    /// How long a registry that is down is left alone at first, in milliseconds. Whoever asks meanwhile gets the same failure at once; the
    /// time doubles with each further failure and varies by half, so that a fleet doesn't come back all at once.
    /// </summary>
    /// <value>200.</value>
    public int RetriesWaitMs { get; set; } = 200;

    /// <summary>How long a registry that is down is left alone at most, in milliseconds.</summary>
    /// <value>10000.</value>
    public int RetriesMaxWaitMs { get; set; } = 10_000;

    /// <summary>How many answers of each kind are kept: schemas by id, ids by schema, versions, latest versions. Beyond it the least recently used are dropped.</summary>
    /// <value>1000.</value>
    public int MaxCachedSchemas { get; set; } = 1000;

    /// <summary>How long it may take until a new latest version of a subject is noticed, in seconds; 0 asks each time, -1 never again.</summary>
    /// <value>60.</value>
    public int LatestCacheTtlSecs { get; set; } = 60;

    /// <summary>A PEM file with the certificates of the authorities that may vouch for the registry.</summary>
    /// <value>Empty: those that the machine trusts.</value>
    public string SslCaLocation { get; set; } = "";

    /// <summary>A PKCS#12 file (<c>.p12</c>, <c>.pfx</c>) with the client's certificate and key.</summary>
    /// <value>Empty: none.</value>
    public string SslKeystoreLocation { get; set; } = "";

    /// <summary>The password of <see cref="SslKeystoreLocation"/>.</summary>
    /// <value>Empty: none.</value>
    [Secret]
    public string SslKeystorePassword { get; set; } = "";

    /// <summary>A PEM file with the client's certificate, and those between it and its authority.</summary>
    /// <value>Empty: none.</value>
    public string SslCertificateLocation { get; set; } = "";

    /// <summary>A PEM file with the key of <see cref="SslCertificateLocation"/>.</summary>
    /// <value>Empty: the key is in the certificate's file.</value>
    public string SslKeyLocation { get; set; } = "";

    /// <summary>The password of the key in <see cref="SslKeyLocation"/>.</summary>
    /// <value>Empty: the key is not encrypted.</value>
    [Secret]
    public string SslKeyPassword { get; set; } = "";

    /// <summary>Whether the registry's certificate is checked. Without that, anybody in between can pretend to be the registry.</summary>
    /// <value>true.</value>
    public bool EnableSslCertificateVerification { get; set; } = true;

    /// <summary>Whether a producer registers the schema of its messages; otherwise it must be there.</summary>
    /// <value>true.</value>
    public bool AutoRegisterSchemas { get; set; } = true;

    /// <summary>
    /// Whether a producer writes with the newest version of the subject, whatever schema its records have; they are resolved to it.
    /// Excludes <see cref="AutoRegisterSchemas"/>.
    /// </summary>
    /// <value>false.</value>
    public bool UseLatestVersion { get; set; }

    /// <summary>Whether the registry shall normalise the schemas that producers register or look up.</summary>
    /// <value>false.</value>
    public bool NormalizeSchemas { get; set; }

    /// <summary>Which subject the schema of a producer's messages belongs to.</summary>
    /// <value>Topic.</value>
    public SubjectNameStrategy SubjectNameStrategy { get; set; } = SubjectNameStrategy.Topic;

    /// <summary>
    /// Whether the host brings its schema files into the registry before it starts any processor. Where <see cref="AutoRegisterSchemas"/> is
    /// off it registers none, but looks them up, and stops if one is missing.
    /// </summary>
    /// <value>true.</value>
    public bool RegisterAtStart { get; set; } = true;

    /// <summary>The registry that the host itself serves while <see cref="Url"/> is empty.</summary>
    public EmbeddedSchemaRegistryOptions Embedded { get; set; } = new();

    /// <summary>Whether the host is its own registry.</summary>
    public bool IsEmbedded => string.IsNullOrWhiteSpace(Url);

    /// <summary>The addresses in <see cref="Url"/>.</summary>
    internal IReadOnlyList<string> Addresses => Url.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
