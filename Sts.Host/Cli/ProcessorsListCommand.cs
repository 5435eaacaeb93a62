using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Sts.Host.Api;

namespace Sts.Host.Cli;

/// <summary><c>processors list</c>: how the processors of the running host are doing.</summary>
internal static class ProcessorsListCommand
{
    private const string Advice = "processors list; there is --json, and settings such as --Http:Port=8080.";

    public static Command Create(string name) => Define(new Command(name, "Shows how the processors of the running host are doing."));

    /// <summary>Lets a command do that.</summary>
    public static Command Define(Command command)
    {
        var (words, json) = (HostCommand.NoWords(), new Option<bool>("--json") { Description = "One JSON array, with each partition." });
        command.Add(words);
        command.Add(json);
        return HostCommand.Define(
            command, words, Advice,
            (_, given) => HostCommand.RefuseWords(given, Advice),
            async (parsed, _, host, cancellationToken) =>
            {
                var processors = await host.GetAsync("/api/processors", cancellationToken);
                if (parsed.GetValue(json))
                {
                    JsonOutput.Write(processors);
                }
                else
                {
                    Write(processors.Deserialize<ProcessorDetails[]>(JsonSerializerOptions.Web)!);
                }

                return CommandLine.Success;
            });
    }

    private static void Write(ProcessorDetails[] processors) => TextOutput.WriteTable(
        ["Processor", "State", "Partitions", "Lag", "In flight", "Per second", "Processed", "Retries", "Dead letters", "Restarts", "Last error"],
        processors.Select(processor => new[]
        {
            processor.Name, processor.State, $"{processor.Partitions.Count}", $"{processor.Lag}", $"{processor.InFlight}",
            processor.RatePerSecond.ToString("0.#", CultureInfo.InvariantCulture), $"{processor.Processed}", $"{processor.Retries}", $"{processor.DeadLetters}",
            $"{processor.Restarts}", processor.LastError is { } error ? $"{TextOutput.Time(error.At)} {error.Message}" : "",
        }));
}
