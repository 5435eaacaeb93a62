using Sts.Core.Storage.Entities;

namespace Sts.Host.Api;

/// <summary>An utterance as the API shows it.</summary>
internal sealed record TranscriptionResponse(
    long Id, string User, string Text, DateTimeOffset Timestamp, string Topic, int Partition, long Offset)
{
    public static TranscriptionResponse From(Transcription row) =>
        new(row.Id, row.UserId, row.Text, row.Timestamp, row.Topic, row.Partition, row.Offset);
}
