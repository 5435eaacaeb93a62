using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sts.Tests.Core.Schemas;

namespace Sts.Tests.Integration.DeadLetters;

/// <summary>A schema that the registry learns late: what was encoded with it can't be processed until then, and can be afterwards.</summary>
/// <param name="registry">The address of the registry.</param>
internal sealed class LateSchema(Uri registry)
{
    private readonly string _text = NewSchema();
    private int _id;

    /// <summary>The utterance under the id that the schema is going to have: the next one that the registry gives away.</summary>
    /// <param name="encoded">The utterance, encoded in the wire format.</param>
    public async Task<byte[]> SpoilAsync(byte[] encoded)
    {
        _id = await RegisterAsync(NewSchema()) + 1;
        return AvroBytes.Message(_id, encoded.AsSpan(5));
    }

    /// <summary>The cause is gone from now on.</summary>
    public async Task RegisterAsync() => (await RegisterAsync(_text)).Should().Be(_id, "nobody else registers meanwhile");

    private async Task<int> RegisterAsync(string schema)
    {
        using var http = new HttpClient { BaseAddress = registry };
        using var response = await http.PostAsJsonAsync($"/subjects/late.{Guid.NewGuid():N}-value/versions", new { schema });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt32();
    }

    // Of an utterance, but new to every registry.
    private static string NewSchema()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "schemas", "transcription_value.avsc")))!;
        schema["doc"] = $"{Guid.NewGuid()}";
        return schema.ToJsonString();
    }
}
