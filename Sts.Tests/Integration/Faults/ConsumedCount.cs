using System.Globalization;
using System.Text.RegularExpressions;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

/// <summary>How many messages the handlers of a processor have taken to their end, as <c>/metrics</c> says: those that came again count again.</summary>
internal static class ConsumedCount
{
    public static async Task<long> OfAsync(HostProcess host, string processor)
    {
        var metrics = await host.Http.GetStringAsync("/metrics");
        var line = Regex.Match(metrics, $$"""^messaging_client_consumed_messages_total\{[^}]*sts_processor="{{processor}}"[^}]*\} ([0-9.eE+]+)""", RegexOptions.Multiline);
        return line.Success ? (long)double.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
    }
}
