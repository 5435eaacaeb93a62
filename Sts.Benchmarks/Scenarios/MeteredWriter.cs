using Sts.Benchmarks.Running;
using Sts.Core.Storage;

namespace Sts.Benchmarks.Scenarios;

/// <summary>Measures from the first batch that is handed to the database to the last one that is stored there.</summary>
internal sealed class MeteredWriter(ITranscriptionWriter writer, Meter meter) : ITranscriptionWriter
{
    public async Task<int> WriteAsync(IReadOnlyList<TranscriptionRow> rows, CancellationToken cancellationToken)
    {
        meter.Begin();
        var written = await writer.WriteAsync(rows, cancellationToken);
        meter.End(written);
        return written;
    }
}
