using Confluent.Kafka;
using Npgsql;

namespace Sts.Tests.Integration;

[Category("Integration")]
[NonParallelizable]
public sealed class ServerControlTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Test]
    public async Task KillAndStart_KafkaBroker_KeepsWhatItAcknowledged()
    {
        var kafka = TestEnvironment.RequireKafka();
        var control = TestEnvironment.RequireKafkaControl();
        var topic = $"restart.{Guid.NewGuid():N}";
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig(kafka.ToClientConfig()) { Acks = Acks.All }).Build();
        var position = (await producer.ProduceAsync(topic, new() { Key = "k", Value = "before" }).WaitAsync(Deadline)).TopicPartitionOffset;

        await control.KillAsync();
        await control.StartAsync();

        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig(kafka.ToClientConfig()) { GroupId = topic }).Build();
        consumer.Assign(position);
        ConsumeResult<string, string>? received = null;
        await WaitFor.ConditionAsync(
            () => (received = consumer.Consume(TimeSpan.FromMilliseconds(200))) is not null, Deadline, "the message from before the restart");
        received!.Message.Value.Should().Be("before");
    }

    [Test]
    public async Task KillAndStart_Postgres_KeepsWhatItCommitted()
    {
        var control = TestEnvironment.RequirePostgresControl();
        await using var database = await TestEnvironment.RequirePostgres();
        await ExecuteAsync(database, "create table kept as select 42 as answer");

        await control.KillAsync();
        var whileDown = () => ExecuteAsync(database, "select answer from kept");
        await whileDown.Should().ThrowAsync<NpgsqlException>();
        await control.StartAsync();

        (await ExecuteAsync(database, "select answer from kept")).Should().Be(42);
    }

    private static async Task<object?> ExecuteAsync(PostgresDatabase database, string sql)
    {
        var connectionString = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
