namespace Sts.Tests.Integration.Hosts;

/// <summary>A topic and the schema of its values, as the outside world knows them.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="SchemaFile">The file in <c>schemas/</c>.</param>
public sealed record Contract(string Topic, string SchemaFile)
{
    public static readonly Contract Transcriptions = new("transcriptions.all", "transcription_value.avsc");
    public static readonly Contract Actions = new("transcriptions.agent.action", "action_value.avsc");
    public static readonly Contract Sessions = new("sessions.management", "session_mgmt_value.avsc");
    public static readonly Contract Aggregations = new("aggregations.request", "aggregator_value.avsc");

    public static IReadOnlyList<Contract> All => [Transcriptions, Actions, Sessions, Aggregations];

    /// <summary>Where values that can't be processed are kept, as they were.</summary>
    public Contract DeadLetters => this with { Topic = $"{Topic}.dlq" };
}
