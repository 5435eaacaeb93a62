namespace Sts.Core.Schemas;

/// <summary>Which subject a schema is registered under. The names are those of Confluent's serializers.</summary>
public enum SubjectNameStrategy
{
    /// <summary><c>&lt;topic&gt;-value</c>, or <c>&lt;topic&gt;-key</c>: a topic carries versions of one schema.</summary>
    Topic,

    /// <summary>The record's full name: it is the same schema in every topic.</summary>
    Record,

    /// <summary><c>&lt;topic&gt;-&lt;full name&gt;</c>: a topic carries several records, each with versions of its own.</summary>
    TopicRecord,
}
