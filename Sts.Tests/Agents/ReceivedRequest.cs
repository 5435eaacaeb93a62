using System.Text.Json;

namespace Sts.Tests.Agents;

/// <summary>A request that reached <see cref="FakeLlmServer"/>.</summary>
internal sealed record ReceivedRequest(JsonElement Body, string Authorization, long Timestamp)
{
    public string Message(string role) => string.Join('\n', Body.GetProperty("messages").EnumerateArray()
        .Where(message => message.GetProperty("role").GetString() == role)
        .Select(message => message.GetProperty("content").ValueKind == JsonValueKind.String
            ? message.GetProperty("content").GetString()
            : string.Concat(message.GetProperty("content").EnumerateArray().Select(part => part.GetProperty("text").GetString()))));
}
