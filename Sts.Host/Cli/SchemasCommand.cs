using System.CommandLine;

namespace Sts.Host.Cli;

/// <summary><c>schemas</c>: works with Avro schemas, as files and in the registry.</summary>
internal static class SchemasCommand
{
    private const string Description = """
        Lists, checks and registers Avro schemas, as files and in the registry (SchemaRegistry:Url, else that of the running host), and makes C# records of them.

        A file belongs to the topics of the processors that read or write its record, whatever it is called; --subject names another
        subject. Without files, those that come with STS and with the plugins are taken.

        Examples:
          schemas list                                          the subjects with their versions and levels
          schemas check                                         whether the registry would take the files
          schemas check schemas --SchemaRegistry:Url=http://registry:8081
          schemas check new.avsc --against old.avsc             two files, without any registry
          schemas register my.avsc --subject my.topic-value     register one
          schemas generate my.avsc --namespace My.App           make a C# record of it

        Exit codes: 0 all went well, 1 the registry did not answer or refused for another reason, 2 a file, a setting or an argument
        is wrong, 3 a schema breaks readers that the compatibility level protects.
        """;

    public static Command Create() => new("schemas", Description)
    {
        SchemasListCommand.Create(), SchemasCheckCommand.Create(), SchemasRegisterCommand.Create(), SchemasGenerateCommand.Create(),
    };
}
