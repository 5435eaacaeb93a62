using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Sts.Tests.Core.Schemas;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Schemas;

/// <summary>Producers of others at several versions: each registers its schema over HTTP and encodes with Apache Avro.</summary>
internal sealed class VersionedProducer(HttpClient registry, ForeignProducer producer) : IDisposable
{
    public static async Task<VersionedProducer> ToAsync(HostProcess host)
    {
        var url = (await host.GetAsync("/api/info")).GetProperty("schemaRegistryUrl").GetString()!;
        return new VersionedProducer(new HttpClient { BaseAddress = new Uri(url) }, await ForeignProducer.ToAsync(host));
    }

    /// <summary>Asks the registry.</summary>
    public Task<JsonElement> AskAsync(string path) => registry.GetFromJsonAsync<JsonElement>(path);

    /// <summary>Registers a version for a topic's values.</summary>
    /// <returns>The status, and what the registry says.</returns>
    public async Task<(int Status, JsonElement Answer)> RegisterAsync(string topic, string schema)
    {
        using var response = await registry.PostAsJsonAsync($"/subjects/{topic}-value/versions", new { schema });
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Registers the version and sends a message that is written with it.</summary>
    public async Task<TopicPartitionOffset> SendAsync(string topic, string user, string schema, params (string Name, object? Value)[] fields)
    {
        var (status, answer) = await RegisterAsync(topic, schema);
        status.Should().Be(200, answer.ToString());
        var value = AvroBytes.Message(answer.GetProperty("id").GetInt32(), AvroBytes.Generic(schema, fields));
        return await producer.SendBytesAsync(topic, Encoding.UTF8.GetBytes(user), value);
    }

    public void Dispose()
    {
        producer.Dispose();
        registry.Dispose();
    }
}
