using Avro;
using Sts.Core.Messages;

namespace Sts.Benchmarks.Avro;

/// <summary><see cref="AggregatorRequest"/> for Apache.Avro.</summary>
internal sealed class ApacheSummaryRequest() : ApacheRecord(RecordSchema)
{
    public static readonly Schema RecordSchema = NamedAfter(typeof(ApacheSummaryRequest), AggregatorRequest.AvroSchema);

    private int _sessionId;
    private string _userId = "";

    public override object Get(int fieldPos) => fieldPos switch
    {
        0 => _sessionId,
        1 => _userId,
        _ => throw NoField(fieldPos),
    };

    public override void Put(int fieldPos, object fieldValue)
    {
        switch (fieldPos)
        {
            case 0: _sessionId = (int)fieldValue; break;
            case 1: _userId = (string)fieldValue; break;
            default: throw NoField(fieldPos);
        }
    }
}
