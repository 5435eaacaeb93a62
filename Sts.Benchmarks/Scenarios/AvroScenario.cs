using Sts.Benchmarks.Avro;
using Sts.Benchmarks.Reporting;
using Sts.Benchmarks.Running;
using Sts.Core.Messages;

namespace Sts.Benchmarks.Scenarios;

/// <summary>What it costs to encode and decode the four records of STS, with their framing and the look-up of their schema.</summary>
internal sealed class AvroScenario : IScenario
{
    private const int Times = 2_000_000;
    private const string Timestamp = "2026-01-31T18:30:00.123456+01:00";
    private const string Text = "turn off the lights in the kitchen, please, and tell me what the weather will be like tomorrow";
    private const string Reasoning = "The user asks for something to be done at once.";

    public string Name => "avro";

    public string Description => "our serializers with framing, the four records | Apache.Avro's SpecificDatumReader and SpecificDatumWriter alone";

    public async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var rows = new List<Row>();
        foreach (var create in Pairs(bench.Codec, cancellationToken))
        {
            using var pair = await create();
            foreach (var repeat in new[] { pair.Decode, pair.DecodeWithApache, pair.Encode, pair.EncodeWithApache })
                CodecMeter.WarmUpWith(repeat);

            rows.AddRange(await CompareAsync(bench, pair, "decode", pair.RecordBytes, pair.Decode, pair.DecodeWithApache));
            rows.AddRange(await CompareAsync(bench, pair, "encode", BytesOfArray(pair.MessageBytes), pair.Encode, pair.EncodeWithApache));
        }

        return rows;
    }

    private static IEnumerable<Func<Task<CodecPair>>> Pairs(AvroCodec codec, CancellationToken cancellationToken) =>
    [
        () => CodecPair.CreateAsync<TranscriptionSegment, ApacheTranscription>(
            "bench.avro.transcription", new(Timestamp, Text, "alice"), ApacheTranscription.RecordSchema,
            () => new(Copy(Timestamp), Copy(Text), Copy("alice")), codec.Serializer<TranscriptionSegment>(), codec.Deserializer<TranscriptionSegment>(), cancellationToken),
        () => CodecPair.CreateAsync<ActionMessage, ApacheAction>(
            "bench.avro.action", new(Text, Reasoning, "command", null, "alice", Timestamp), ApacheAction.RecordSchema,
            () => new(Copy(Text), Copy(Reasoning), Copy("command"), null, Copy("alice"), Copy(Timestamp)), codec.Serializer<ActionMessage>(), codec.Deserializer<ActionMessage>(), cancellationToken),
        () => CodecPair.CreateAsync<SessionMgmtMessage, ApacheSessionRequest>(
            "bench.avro.session", new("CREATE", Reasoning, "alice", Timestamp), ApacheSessionRequest.RecordSchema,
            () => new(Copy("CREATE"), Copy(Reasoning), Copy("alice"), Copy(Timestamp)), codec.Serializer<SessionMgmtMessage>(), codec.Deserializer<SessionMgmtMessage>(), cancellationToken),
        () => CodecPair.CreateAsync<AggregatorRequest, ApacheSummaryRequest>(
            "bench.avro.aggregation", new(123_456, "alice"), ApacheSummaryRequest.RecordSchema,
            () => new(123_456, Copy("alice")), codec.Serializer<AggregatorRequest>(), codec.Deserializer<AggregatorRequest>(), cancellationToken),
    ];

    private async Task<IReadOnlyList<Row>> CompareAsync(Bench bench, CodecPair pair, string action, double needed, Action<int> ours, Action<int> apache)
    {
        var times = bench.Options.Scale(Times);
        var runs = await PairedComparison<CodecRun>.AlternateAsync(
            bench.Options.Runs,
            () => Task.FromResult(CodecMeter.Measure(times, ours)),
            () => Task.FromResult(CodecMeter.Measure(times, apache)),
            (number, us, them) => bench.Say($"{action} {pair.Name}, pair {number}: {us.Nanoseconds:0} ns, {us.Bytes:0} B, Apache {them.Nanoseconds:0} ns, {them.Bytes:0} B"));
        return
        [
            runs.ToRow(Name, $"{action} {pair.Name}, million/s", "0.00", Goal.RatioAtLeast(2), run => 1_000 / run.Nanoseconds),
            runs.ToRow(Name, $"{action} {pair.Name}, B beyond the {(action == "decode" ? "record" : "message")}", "0", Goal.OursAtMost(0), run => BeyondOf(run, needed)),
        ];
    }

    // To a whole byte: the meter itself allocates now and then. Adding zero takes the sign off a zero.
    private static double BeyondOf(CodecRun run, double needed) => Math.Round(run.Bytes - needed) + 0;

    private static string Copy(string text) => new(text.AsSpan());

    // An array's header, its length, and its bytes, up to a multiple of eight.
    private static int BytesOfArray(int length) => (3 * sizeof(long) - 1 + length + sizeof(long)) / sizeof(long) * sizeof(long);
}
