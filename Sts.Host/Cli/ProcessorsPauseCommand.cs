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
        var advice = $"processors {name}, which takes names of processors, and settings such as --Http:Port=8080.";
        var names = HostCommand.Words("name", "The names of the processors, in whatever case.");
        return HostCommand.Define(
            new Command(name, description) { names }, names, advice,
            (_, given) =>
            {
                if (given.Length == 0)
                {
                    throw new StsConfigurationException($"Which processor? As in: processors {name} Intent");
                }
            },
            async (_, given, host, cancellationToken) =>
            {
                foreach (var processor in given)
                {
                    var answer = await host.PostAsync($"/api/processors/{Uri.EscapeDataString(processor)}/{name}", null, cancellationToken);
                    var details = answer.Deserialize<ProcessorDetails>(JsonSerializerOptions.Web)!;
                    TextOutput.WriteLine($"{details.Name}: {details.State}");
                }

                return CommandLine.Success;
            });
    }
}
