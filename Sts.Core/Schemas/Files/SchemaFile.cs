using Avro;
using Sts.Core.Configuration;

namespace Sts.Core.Schemas.Files;

/// <summary>A schema file (<c>.avsc</c>).</summary>
public sealed class SchemaFile
{
    /// <summary>How schema files are found in a folder.</summary>
    public const string Pattern = "*.avsc";

    private readonly string _fingerprint;

    private SchemaFile(string path, string text)
    {
        Path = path;
        Schema = SchemaText.Parse(text);
        Definition = new SchemaDefinition(SchemaText.Compact(text));
        _fingerprint = SchemaText.Fingerprint(text);
    }

    /// <summary>The path, as it was given.</summary>
    public string Path { get; }

    /// <summary>The name of what it describes, such as <c>sts.action.ActionMessage</c>.</summary>
    public string FullName => Schema.Fullname;

    /// <summary>The schema as it stands in the file.</summary>
    public SchemaDefinition Definition { get; }

    internal Schema Schema { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="StsConfigurationException">It can't be read, or is no schema; the message names it.</exception>
    public static SchemaFile Read(string path)
    {
        try
        {
            return new SchemaFile(path, File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is SchemaParseException or IOException or UnauthorizedAccessException)
        {
            throw new StsConfigurationException($"{path}: {exception.Message}");
        }
    }

    /// <summary>Reads all files of a folder, in the order of their names. A folder that does not exist holds none.</summary>
    /// <exception cref="StsConfigurationException">One can't be read, or is no schema; the message names it.</exception>
    public static IReadOnlyList<SchemaFile> ReadFolder(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, Pattern).Order(StringComparer.Ordinal).Select(Read)]
        : [];

    /// <summary>Whether a registered text is this schema: as it stands in the file, or as the record carries it that was generated from it.</summary>
    internal bool IsSameAs(string registered) => SchemaText.Fingerprint(registered) is var other && (other == _fingerprint || other == AsGenerated());

    /// <summary>Whether a record was generated from this file, as it is now.</summary>
    internal bool Describes(RecordSchema record) => SchemaText.Fingerprint(record.ToString()) == AsGenerated();

    // The generator leaves out what Apache.Avro does, logical types above all.
    private string AsGenerated() => SchemaText.Fingerprint(Schema.ToString());
}
