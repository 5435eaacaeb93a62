using Confluent.Kafka;
using Npgsql;

namespace Sts.Tests.Integration;

[Category("Integration")]
public sealed class TestEnvironmentTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Test]
    public async Task RequirePostgres_FreshDatabase_AnswersAndIsDroppedOnDisposal()
    {
        string connectionString;
        await using (var database = await TestEnvironment.RequirePostgres())
        {
            connectionString = database.ConnectionString;
            (await SelectOneAsync(connectionString)).Should().Be(1);
        }

        var select = () => SelectOneAsync(connectionString);
        (await select.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InvalidCatalogName);
    }

    [Test]
    public async Task RequireKafka_NewTopic_DeliversWhatWasProduced()
    {
        var kafka = TestEnvironment.RequireKafka();
        var topic = $"smoke.{Guid.NewGuid():N}";
        var sent = Enumerable.Range(0, 10).Select(n => $"message {n}").ToList();

        using var producer = new ProducerBuilder<string, string>(
            new ProducerConfig(kafka.ToClientConfig()) { Acks = Acks.All }).Build();
        foreach (var value in sent)
            await producer.ProduceAsync(topic, new() { Key = value, Value = value }).WaitAsync(Deadline);

        using var consumer = new ConsumerBuilder<string, string>(
            new ConsumerConfig(kafka.ToClientConfig()) { GroupId = topic, AutoOffsetReset = AutoOffsetReset.Earliest }).Build();
        consumer.Subscribe(topic);
        var received = new List<string>();
        await WaitFor.ConditionAsync(
            () =>
            {
                if (consumer.Consume(TimeSpan.FromMilliseconds(200)) is { } result)
                    received.Add(result.Message.Value);
                return received.Count >= sent.Count;
            },
            Deadline,
            "ten messages to come back from Kafka");
        consumer.Close();

        received.Should().BeEquivalentTo(sent);
    }

    private static async Task<object?> SelectOneAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select 1", connection);
        return await command.ExecuteScalarAsync();
    }
}
