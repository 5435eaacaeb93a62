using System.CommandLine;
using System.Text.Json;
using Sts.Core.Configuration;
using Sts.Host.Api;

namespace Sts.Host.Cli;

/// <summary><c>processors pause</c> and <c>processors resume</c>.</summary>
internal static class ProcessorsPauseCommand
{
    public static Command Create(string name, string description)
    {
        var advice = $"processors {name}, which takes names of processors; there is --json, and settings such as --Http:Port=8080.";
        var names = HostCommand.Words("name", "The names of the processors, in whatever case.");
        var json = new Option<bool>("--json") { Description = "One JSON array of these processors, with each partition." };
        return HostCommand.Define(
            new Command(name, description) { names, json }, names, advice,
            (_, given) =>
            {
                if (given.Length == 0)
                {
                    throw new StsConfigurationException($"Which processor? As in: processors {name} Intent");
                }
            },
            async (parsed, given, host, cancellationToken) =>
            {
                var answers = new List<JsonElement>();
                foreach (var processor in given)
                {
                    answers.Add(await host.PostAsync($"/api/processors/{Uri.EscapeDataString(processor)}/{name}", null, cancellationToken));
                    if (!parsed.GetValue(json))
                    {
                        var details = answers[^1].Deserialize<ProcessorDetails>(JsonSerializerOptions.Web)!;
                        TextOutput.WriteLine($"{details.Name}: {details.State}");
                    }
                }

                if (parsed.GetValue(json))
                {
                    JsonOutput.Write(answers);
                }

                return CommandLine.Success;
            });
    }
}
