namespace Sts.Host.Api;

/// <summary>The parameters of a request to the registry. What is no flag or no number is as if it were not there, as with Confluent's.</summary>
internal sealed class RegistryQuery
{
    private readonly IQueryCollection _query;

    private RegistryQuery(IQueryCollection query) => _query = query;

    public bool Deleted => Flag("deleted");

    public bool DeletedOnly => Flag("deletedOnly");

    public bool DeletedAsNegative => Flag("deletedAsNegative");

    public bool Permanent => Flag("permanent");

    public bool Normalize => Flag("normalize");

    public bool Verbose => Flag("verbose");

    public bool DefaultToGlobal => Flag("defaultToGlobal");

    public bool LatestOnly => Flag("latestOnly");

    public bool Force => Flag("force");

    /// <summary>Whether the schema is wanted with everything in it that it refers to.</summary>
    public bool Resolved => string.Equals(_query["format"], "resolved", StringComparison.OrdinalIgnoreCase);

    public string SubjectPrefix => _query["subjectPrefix"].ToString();

    /// <summary>The only subject that is meant, or null.</summary>
    public string? Subject => _query["subject"] is [{ Length: > 0 } subject, ..] ? subject : null;

    /// <summary>For parameters of endpoints.</summary>
    public static ValueTask<RegistryQuery> BindAsync(HttpContext context) => ValueTask.FromResult(new RegistryQuery(context.Request.Query));

    /// <summary>The part of a list that <c>offset</c> and <c>limit</c> ask for.</summary>
    public IEnumerable<T> Page<T>(IEnumerable<T> all) => all.Skip(Number("offset") ?? 0).Take(Number("limit") ?? int.MaxValue);

    private bool Flag(string name) => bool.TryParse(_query[name], out var value) && value;

    private int? Number(string name) => int.TryParse(_query[name], out var value) && value >= 0 ? value : null;
}
