using Avro;
using Sts.Core.Messages;

namespace Sts.Benchmarks.Avro;

/// <summary><see cref="ActionMessage"/> for Apache.Avro.</summary>
internal sealed class ApacheAction() : ApacheRecord(RecordSchema)
{
    public static readonly Schema RecordSchema = NamedAfter(typeof(ApacheAction), ActionMessage.AvroSchema);

    private string _originalText = "";
    private string _reasoning = "";
    private string? _categorization;
    private string? _refinedPrompt;
    private string _userId = "";
    private string _timestamp = "";

    public override object Get(int fieldPos) => fieldPos switch
    {
        0 => _originalText,
        1 => _reasoning,
        2 => _categorization!,
        3 => _refinedPrompt!,
        4 => _userId,
        5 => _timestamp,
        _ => throw NoField(fieldPos),
    };

    public override void Put(int fieldPos, object fieldValue)
    {
        switch (fieldPos)
        {
            case 0: _originalText = (string)fieldValue; break;
            case 1: _reasoning = (string)fieldValue; break;
            case 2: _categorization = (string?)fieldValue; break;
            case 3: _refinedPrompt = (string?)fieldValue; break;
            case 4: _userId = (string)fieldValue; break;
            case 5: _timestamp = (string)fieldValue; break;
            default: throw NoField(fieldPos);
        }
    }
}
