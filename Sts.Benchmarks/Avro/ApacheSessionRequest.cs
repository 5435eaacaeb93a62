using Avro;
using Sts.Core.Messages;

namespace Sts.Benchmarks.Avro;

/// <summary><see cref="SessionMgmtMessage"/> for Apache.Avro.</summary>
internal sealed class ApacheSessionRequest() : ApacheRecord(RecordSchema)
{
    public static readonly Schema RecordSchema = NamedAfter(typeof(ApacheSessionRequest), SessionMgmtMessage.AvroSchema);

    private string _sessionDecision = "";
    private string _reasoning = "";
    private string _userId = "";
    private string _timestamp = "";

    public override object Get(int fieldPos) => fieldPos switch
    {
        0 => _sessionDecision,
        1 => _reasoning,
        2 => _userId,
        3 => _timestamp,
        _ => throw NoField(fieldPos),
    };

    public override void Put(int fieldPos, object fieldValue)
    {
        switch (fieldPos)
        {
            case 0: _sessionDecision = (string)fieldValue; break;
            case 1: _reasoning = (string)fieldValue; break;
            case 2: _userId = (string)fieldValue; break;
            case 3: _timestamp = (string)fieldValue; break;
            default: throw NoField(fieldPos);
        }
    }
}
