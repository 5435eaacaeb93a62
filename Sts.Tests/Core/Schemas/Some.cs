using CsCheck;
using Microsoft.Extensions.Configuration;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Schemas.Files;
using Sts.Processors;
using Sts.Tests.Core.Messages;

namespace Sts.Tests.Core.Schemas;

/// <summary>Records of every kind: fixed ones, and generators of random ones.</summary>
internal static class Some
{
    private static readonly Gen<string?> MaybeText = Gen.OneOf(Gen.Const((string?)null), Gen.String.Select(s => (string?)s));

    public static readonly Gen<TranscriptionSegment> Segments =
        Gen.Select(Gen.String, Gen.String, Gen.String, (a, b, c) => new TranscriptionSegment(a, b, c));

    public static readonly Gen<ActionMessage> Actions =
        Gen.Select(Gen.String, Gen.String, MaybeText, MaybeText, Gen.String, Gen.String, (a, b, c, d, e, f) => new ActionMessage(a, b, c, d, e, f));

    public static readonly Gen<SessionMgmtMessage> SessionMessages =
        Gen.Select(Gen.String, Gen.String, Gen.String, Gen.String, (a, b, c, d) => new SessionMgmtMessage(a, b, c, d));

    public static readonly Gen<AggregatorRequest> Requests =
        Gen.Select(Gen.Int, Gen.String, (a, b) => new AggregatorRequest(a, b));

    public static readonly Gen<Everything> Everythings =
        from numbers in Gen.Select(Gen.Bool, Gen.Int, Gen.Long, Gen.Float, Gen.Double)
        from texts in Gen.Select(Gen.String, MaybeText, MaybeText.Array[0, 5])
        from arrays in Gen.Select(Gen.Byte.Array[0, 200], Gen.Long.Array[0, 5], Gen.Byte.Array[0, 9].Array[0, 4])
        from maybe in Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool)
        from maybeNumbers in Gen.OneOf(Gen.Const((int?)null), Gen.Int.Select(i => (int?)i)).Array[0, 4]
        select new Everything(
            null, numbers.Item1, numbers.Item2, numbers.Item3, numbers.Item4, numbers.Item5,
            texts.Item1, arrays.Item1, texts.Item2, arrays.Item2, texts.Item3, arrays.Item3,
            maybe.Item1 ? maybeNumbers : null, maybe.Item2 ? arrays.Item1 : null, maybe.Item3 ? numbers.Item5 : null);

    /// <summary>The processors of STS, of which some are enabled.</summary>
    public static ProcessorCatalog Catalog(params string[] enabled) => new(ProcessorDiscovery.Describe(
        typeof(PersistenceProcessor).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IProcessor))),
        new ConfigurationBuilder().AddInMemoryCollection(enabled.ToDictionary(name => $"Processors:{name}:Enabled", _ => (string?)"true")).Build()));

    public static SchemaFile File(TemporaryDirectory folder, string name, string schema)
    {
        var path = Path.Combine(folder.Path, name);
        System.IO.File.WriteAllText(path, schema);
        return SchemaFile.Read(path);
    }

    public static TranscriptionSegment Segment() => new("2025-01-01T00:00:00Z", "turn off the lights \0 💡", "alice");

    public static ActionMessage Action() => new("turn off the lights", "A request.", "command", null, "alice", "2025-01-01T00:00:00Z");

    public static Everything Everything() => new(
        null, true, -7, long.MinValue, 1.5f, double.NaN, "äöü 💡", [0, 255], null, [1, -1, long.MaxValue], ["a", null, ""], [[1, 2], []],
        [1, null], null, 0.1);
}
