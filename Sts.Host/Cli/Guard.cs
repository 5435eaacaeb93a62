using System.Net.Sockets;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Files;
using Sts.Core.Schemas.Generation;
using Sts.Core.Storage;

namespace Sts.Host.Cli;

/// <summary>Runs a command. What the user can mend is said in words and without a stack trace; anything else is a bug, and shows one.</summary>
internal static class Guard
{
    private const string Red = "\e[31m";
    private const string Plain = "\e[0m";

    public static async Task<int> RunAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception exception) when (WhatIsWrong(exception) is { } problem)
        {
            return Say(problem, CommandLine.WrongUsage);
        }
        catch (SchemaRefusedException exception)
        {
            return Say(exception.Message, CommandLine.Incompatible);
        }
        catch (Exception exception) when (exception is KafkaException or SchemaRegistryException or HttpRequestException)
        {
            return Say(exception.Message, CommandLine.Failure);
        }
    }

    private static string? WhatIsWrong(Exception exception) => exception switch
    {
        OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures),
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            string.Join(Environment.NewLine, several.InnerExceptions.Select(WhatIsWrong)),
        StsConfigurationException or DatabaseInitializationException or SchemaGenerationException => exception.Message,
        InvalidDataException => WhatIsWrongIn(exception),
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } =>
            $"{exception.Message} Is STS running already? Else choose other ports with Http:Port and SchemaRegistry:Embedded:Port; 0 is any free one.",
        SocketException => $"The host can't listen where it should: {exception.Message}. "
            + "Correct Http:Address and Http:Port, or SchemaRegistry:Embedded:Address and SchemaRegistry:Embedded:Port.",
        _ => null,
    };

    // A settings file that is no JSON: the inner exception counts from 0, and people from 1.
    private static string WhatIsWrongIn(Exception settingsFile) => settingsFile.GetBaseException() is JsonException json
        ? $"{settingsFile.Message} It is no JSON from line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1} on: {json.Message.Split(" LineNumber:")[0]}"
        : $"{settingsFile.Message} {settingsFile.GetBaseException().Message}";

    private static int Say(string message, int exitCode)
    {
        Console.Error.WriteLine(Terminal.HasColours(Console.IsErrorRedirected) ? $"{Red}{message}{Plain}" : message);
        return exitCode;
    }
}
