using System.Text.Json.Nodes;

namespace Sts.Agents.Speech.Wyoming;

/// <summary>One message of the Wyoming protocol, from either side.</summary>
/// <param name="Type">What it is, such as <c>audio-chunk</c>.</param>
/// <param name="Data">Its fields.</param>
/// <param name="Payload">Samples, with audio.</param>
internal sealed record WyomingEvent(string Type, JsonObject Data, ReadOnlyMemory<byte> Payload = default)
{
    /// <summary>A text field, or null.</summary>
    public string? Text(string name) => Data[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A number, or null.</summary>
    public int? Number(string name) => Data[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}
