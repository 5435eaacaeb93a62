using System.CommandLine;
using Spectre.Console;
using Sts.Core.Schemas.Generation;

namespace Sts.Host.Cli;

/// <summary><c>schemas generate</c>: makes a C# record of an Avro schema.</summary>
internal static class SchemasGenerateCommand
{
    public static Command Create()
    {
        var schemas = new Argument<FileInfo[]>("schema") { Description = "Avro schema files (.avsc).", Arity = ArgumentArity.OneOrMore };
        schemas.AcceptExistingOnly();
        var targetNamespace = new Option<string>("--namespace") { Description = "The C# namespace of the records.", Required = true };
        var output = new Option<DirectoryInfo>("--output") { Description = "The folder to write to.", DefaultValueFactory = _ => new DirectoryInfo(".") };
        var generate = new Command("generate", "Writes a C# record, with its Avro encoding, for each schema.") { schemas, targetNamespace, output };
        generate.SetAction((parsed, _) => Guard.RunAsync(() =>
        {
            foreach (var schema in parsed.GetRequiredValue(schemas))
            {
                var written = SchemaFiles.Generate(schema.FullName, parsed.GetRequiredValue(targetNamespace), parsed.GetRequiredValue(output).FullName);
                AnsiConsole.MarkupLineInterpolated($"{written}");
            }

            return Task.FromResult(CommandLine.Success);
        }));
        return generate;
    }
}
