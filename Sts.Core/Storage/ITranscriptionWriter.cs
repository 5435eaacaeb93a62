namespace Sts.Core.Storage;

/// <summary>Stores utterances in bulk.</summary>
public interface ITranscriptionWriter
{
    /// <summary>
    /// Stores the rows whose (log, topic, partition, offset) is not stored yet and passes over the others, so writing a batch again
    /// changes nothing. Atomic: all new rows are durable when the task completes, and none is when it fails.
    /// </summary>
    /// <returns>The number of rows newly stored.</returns>
    /// <exception cref="System.Data.Common.DbException">
    /// The database failed or refused a row; <see cref="DatabaseErrors.IsTransient"/> tells which. One refused row fails the whole
    /// batch: write the rows one by one to find it.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is stored.</exception>
    Task<int> WriteAsync(IReadOnlyList<TranscriptionRow> rows, CancellationToken cancellationToken);
}
