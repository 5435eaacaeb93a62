using System.Collections;
using Avro.Generic;
using CsCheck;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Schemas;
using Sts.Tests.Core.Messages;

namespace Sts.Tests.Core.Schemas.Binary;

public class RoundTripTests
{
    [Test]
    public void Write_RandomRecords_GivesTheBytesOfApacheAvroAndReadsBack()
    {
        Check(Some.Segments);
        Check(Some.Actions);
        Check(Some.SessionMessages);
        Check(Some.Requests);
        Check(Some.Everythings);
    }

    [Test]
    public void Read_CutAtEveryLength_IsInvalidAndNothingElse()
    {
        CutEverywhere(Some.Segment());
        CutEverywhere(Some.Action());
        CutEverywhere(Some.Everything());
        CutEverywhere(new AggregatorRequest(int.MaxValue, "alice"));
    }

    [Test]
    public void Read_RandomlyChangedBytes_GivesARecordOrIsInvalid() =>
        Gen.Select(Some.Everythings, Gen.Int, Gen.Byte.Array[1, 8]).Sample((record, at, change) =>
        {
            var bytes = AvroBytes.Encode(record);
            var start = (int)((uint)at % bytes.Length);
            change.AsSpan(0, Math.Min(change.Length, bytes.Length - start)).CopyTo(bytes.AsSpan(start));
            try
            {
                AvroBytes.Decode<Everything>(bytes);
            }
            catch (InvalidMessageException)
            {
                // One of the two outcomes that are allowed; anything else fails the test.
            }
        }, iter: 20_000);

    [Test]
    public void Read_WithBytesBehindTheRecord_IsInvalid()
    {
        byte[] bytes = [.. AvroBytes.Encode(Some.Segment()), 0];

        var read = () => AvroBytes.Decode<TranscriptionSegment>(bytes);

        read.Should().Throw<InvalidMessageException>().WithMessage("*1 more bytes follow*");
    }

    // Apache.Avro reads what we write, field by field, and writes the same bytes; what it writes we read back. Strings with lone surrogates
    // (which the generator makes) can't be expressed in UTF-8, so what is compared is what was written.
    private static void Check<T>(Gen<T> records)
        where T : class, IAvroRecord<T> =>
        records.Sample(record =>
        {
            var ours = AvroBytes.Encode(record);
            var generic = AvroBytes.DecodeWithApache(T.AvroSchema, ours);
            var theirs = AvroBytes.EncodeWithApache(T.AvroSchema, generic);
            var back = AvroBytes.Decode<T>(theirs);
            return ours.AsSpan().SequenceEqual(theirs) && HaveSameFields(back, generic) && ours.AsSpan().SequenceEqual(AvroBytes.Encode(back));
        }, iter: 2_000);

    private static bool HaveSameFields<T>(T record, GenericRecord generic)
    {
        // A record's parameters stand in the order of the schema's fields.
        var values = typeof(T).GetConstructors().Single().GetParameters().Select(parameter => typeof(T).GetProperty(parameter.Name!)!.GetValue(record));
        return values.Index().All(value => StructuralComparisons.StructuralEqualityComparer.Equals(value.Item, generic.GetValue(value.Index)));
    }

    private static void CutEverywhere<T>(T record)
        where T : class, IAvroRecord<T>
    {
        var bytes = AvroBytes.Encode(record);
        for (var length = 0; length < bytes.Length; length++)
        {
            var read = () => AvroBytes.Decode<T>(bytes.AsSpan(0, length));
            read.Should().Throw<InvalidMessageException>($"{length} of {bytes.Length} bytes are no record").WithMessage("*position*");
        }

        AvroBytes.Decode<T>(bytes).Should().Be(record);
    }
}
