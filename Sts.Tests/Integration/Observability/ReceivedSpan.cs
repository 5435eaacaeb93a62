namespace Sts.Tests.Integration.Observability;

/// <summary>A span as an OTLP receiver gets it.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentSpanId">16 hexadecimal digits; empty for the first of a trace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">As the protocol numbers it: internal, server, client, producer, consumer.</param>
/// <param name="Attributes">Its attributes as text.</param>
/// <param name="Links">The traces that it is linked to.</param>
internal sealed record ReceivedSpan(
    string TraceId, string SpanId, string ParentSpanId, string Name, int Kind, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<string> Links);
