using Avro;
using Sts.Core.Messages;

namespace Sts.Benchmarks.Avro;

/// <summary><see cref="TranscriptionSegment"/> for Apache.Avro.</summary>
internal sealed class ApacheTranscription() : ApacheRecord(RecordSchema)
{
    public static readonly Schema RecordSchema = NamedAfter(typeof(ApacheTranscription), TranscriptionSegment.AvroSchema);

    private string _timestamp = "";
    private string _text = "";
    private string _user = "";

    public override object Get(int fieldPos) => fieldPos switch
    {
        0 => _timestamp,
        1 => _text,
        2 => _user,
        _ => throw NoField(fieldPos),
    };

    public override void Put(int fieldPos, object fieldValue)
    {
        switch (fieldPos)
        {
            case 0: _timestamp = (string)fieldValue; break;
            case 1: _text = (string)fieldValue; break;
            case 2: _user = (string)fieldValue; break;
            default: throw NoField(fieldPos);
        }
    }
}
