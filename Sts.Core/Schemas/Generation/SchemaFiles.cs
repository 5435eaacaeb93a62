using Avro;

namespace Sts.Core.Schemas.Generation;

/// <summary>Generates records from schema files.</summary>
public static class SchemaFiles
{
    /// <summary>Writes the record of a schema file to <c>&lt;record name&gt;.g.cs</c>.</summary>
    /// <param name="avscPath">The schema file.</param>
    /// <param name="csharpNamespace">The namespace of the record.</param>
    /// <param name="outputDirectory">Where the source file goes; created when it is not there.</param>
    /// <returns>The path of the source file.</returns>
    /// <exception cref="SchemaGenerationException">The file is not a schema, or not one that can be generated; names the file.</exception>
    public static string Generate(string avscPath, string csharpNamespace, string outputDirectory)
    {
        try
        {
            var schema = SchemaText.Parse(File.ReadAllText(avscPath));
            var source = RecordGenerator.Generate(schema, csharpNamespace);
            var path = Path.Combine(Directory.CreateDirectory(outputDirectory).FullName, MemberName.Of(schema.Name) + ".g.cs");
            File.WriteAllText(path, source);
            return path;
        }
        catch (Exception e) when (e is SchemaParseException or SchemaGenerationException)
        {
            throw new SchemaGenerationException($"{avscPath}: {e.Message}", e);
        }
    }
}
