using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Sts.Tests.Agents;

/// <summary>A request that reached <see cref="FakeLlmServer"/>.</summary>
/// <param name="Body">What it asks for.</param>
/// <param name="Url">Path and query.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Timestamp">When it came, by the stopwatch.</param>
internal sealed record ReceivedRequest(JsonElement Body, string Url, IHeaderDictionary Headers, long Timestamp)
{
    public string Authorization => Headers.Authorization.ToString();

    /// <summary>The roles of its messages, in order.</summary>
    public IEnumerable<string?> Roles => Body.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString());

    /// <summary>What the user message holds.</summary>
    public JsonElement Data => JsonDocument.Parse(Message("user")).RootElement;

    public string Message(string role) => string.Join('\n', Body.GetProperty("messages").EnumerateArray()
        .Where(message => message.GetProperty("role").GetString() == role)
        .Select(message => message.GetProperty("content").ValueKind == JsonValueKind.String
            ? message.GetProperty("content").GetString()
            : string.Concat(message.GetProperty("content").EnumerateArray().Select(part => part.GetProperty("text").GetString()))));
}
