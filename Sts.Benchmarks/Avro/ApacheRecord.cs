using Avro;
using Avro.Specific;
using Newtonsoft.Json.Linq;

namespace Sts.Benchmarks.Avro;

/// <summary>What Apache.Avro's generator would make: a class whose fields are got and put by their positions.</summary>
/// <param name="schema">The schema.</param>
internal abstract class ApacheRecord(Schema schema) : ISpecificRecord
{
    public Schema Schema { get; } = schema;

    public abstract object Get(int fieldPos);

    public abstract void Put(int fieldPos, object fieldValue);

    /// <summary>The schema of one of our records, with the name of the class for it: Apache.Avro looks for a class of the schema's name.</summary>
    protected static Schema NamedAfter(Type type, Schema schema)
    {
        var json = JObject.Parse(schema.ToString());
        (json["name"], json["namespace"]) = (type.Name, type.Namespace);
        return Schema.Parse(json.ToString());
    }

    protected static AvroRuntimeException NoField(int position) => new($"There is no field {position}.");
}
