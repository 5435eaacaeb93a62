namespace Sts.Host.Doctor;

/// <summary>The checks of a running host, for its pages. Whoever asks while they run waits for the same ones, so many who look cost no more than one.</summary>
internal sealed class SystemCheckup(CheckRun checks)
{
    private readonly Lock _gate = new();
    private Task<IReadOnlyList<Diagnosis>> _run = Task.FromResult<IReadOnlyList<Diagnosis>>([]);

    /// <summary>Runs all checks, or waits for those that run already.</summary>
    /// <param name="cancellationToken">Ends the waiting; the checks go on.</param>
    public Task<IReadOnlyList<Diagnosis>> RunAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_run.IsCompleted)
            {
                _run = checks.RunAsync(CancellationToken.None);
            }

            return _run.WaitAsync(cancellationToken);
        }
    }
}
