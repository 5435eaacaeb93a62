using System.Buffers.Binary;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Avro;
using Avro.Generic;
using Avro.IO;
using Confluent.Kafka;
using Sts.Tests.Integration.Cli;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Plugins;

[Category("Integration")]
public sealed class PluginTests
{
    private const string Output = "analysis.output";
    private const string SwitchedOn = "--Processors:TopicAnalysis:Enabled=true";
    private const int WireFormatHead = 5;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [TestCase("plugins")]
    [TestCase("plugins/TopicAnalysis")]
    public async Task Plugin_CopiedAndSwitchedOn_ProducesWhatAnyConsumerCanRead(string where)
    {
        using var folder = new TemporaryFolder();
        SampleOutput.CopyTo(Path.Combine(folder.Path, where));
        await using var host = await HostProcess.StartAsync(folder.Path, SwitchedOn, "--Speech:Provider=None");
        using var producer = await ForeignProducer.ToAsync(host);
        await producer.SayAsync("alice", "trains, trains and more trains", "2026-01-31T18:30:00Z");

        var info = await host.GetAsync("/api/info");
        var message = await Task.Run(() => Consume(info.GetProperty("bootstrapServers").GetString()!));

        Encoding.UTF8.GetString(message.Key!).Should().Be("alice");
        var analysis = await DecodeAsync(message.Value!, info.GetProperty("schemaRegistryUrl").GetString()!);
        analysis.Schema.Fullname.Should().Be("sts.analysis.AnalysisResult");
        analysis["user_id"].Should().Be("alice");
        analysis["analysis_text"].Should().Be("Analyzed: mostly about 'trains'");
        analysis["timestamp"].Should().Be("2026-01-31T18:30:00Z");
        info.GetProperty("processors").EnumerateArray().Select(processor => processor.GetProperty("groupId").GetString()).Should().Contain("sts.topicanalysis");
    }

    [Test]
    public async Task Plugin_NotSwitchedOn_DoesNotRun()
    {
        using var folder = new TemporaryFolder();
        SampleOutput.CopyTo(Path.Combine(folder.Path, "plugins"));

        await using var host = await HostProcess.StartAsync(folder.Path, "--Speech:Provider=None");

        var info = await host.GetAsync("/api/info");
        info.GetProperty("processors").EnumerateArray().Select(processor => processor.GetProperty("name").GetString()).Should().NotContain("TopicAnalysis");
    }

    [Test]
    public async Task Plugin_MistypedInTheSettings_IsListedAmongTheKnown()
    {
        using var folder = new TemporaryFolder();
        SampleOutput.CopyTo(Path.Combine(folder.Path, "plugins"));

        (await ProgramRun.InAsync(folder.Path, "", "--Processors:TopicAnalysys:Enabled=true"))
            .ShouldRefuse("Processors:TopicAnalysys", "Session, TopicAnalysis, Transcription");
    }

    [Test]
    public async Task Plugin_SwitchedOnButNotThere_SaysWhereItBelongs()
    {
        (await ProgramRun.OfAsync(SwitchedOn)).ShouldRefuse("Processors:TopicAnalysis", "plugins/");
    }

    private static Message<byte[]?, byte[]?> Consume(string bootstrapServers)
    {
        var config = new ConsumerConfig { BootstrapServers = bootstrapServers, GroupId = "independent", AutoOffsetReset = AutoOffsetReset.Earliest };
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(config).Build();
        consumer.Subscribe(Output);
        var result = consumer.Consume(Deadline) ?? throw new TimeoutException($"Nothing came to {Output}.");
        consumer.Close();
        return result.Message;
    }

    private static async Task<GenericRecord> DecodeAsync(byte[] value, string registryUrl)
    {
        value[0].Should().Be(0, "that is how Confluent's wire format begins");
        var id = BinaryPrimitives.ReadInt32BigEndian(value.AsSpan(1));
        using var registry = new HttpClient { BaseAddress = new Uri(registryUrl) };
        var answer = await registry.GetFromJsonAsync<JsonElement>($"/schemas/ids/{id}");
        var schema = Schema.Parse(answer.GetProperty("schema").GetString()!);
        return new GenericDatumReader<GenericRecord>(schema, schema).Read(null!, new BinaryDecoder(new MemoryStream(value[WireFormatHead..])));
    }
}
