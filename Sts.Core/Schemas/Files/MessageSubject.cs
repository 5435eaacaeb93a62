using Avro;

namespace Sts.Core.Schemas.Files;

/// <summary>A record, and a subject under which its schema belongs.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Message">The record's type.</param>
/// <param name="Schema">The schema that it was generated from.</param>
/// <param name="IsEnabled">Whether this host reads or writes such messages, or could if the processor were switched on.</param>
internal sealed record MessageSubject(string Subject, Type Message, RecordSchema Schema, bool IsEnabled);
