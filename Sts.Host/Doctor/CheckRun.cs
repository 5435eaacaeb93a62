using Microsoft.Extensions.Options;
using Sts.Core.Diagnostics.Checks;

namespace Sts.Host.Doctor;

/// <summary>Runs all checks side by side, for the command <c>doctor</c> and for the page <c>/health</c>. One that fails or hangs is a fault, and keeps nobody else waiting.</summary>
/// <param name="checks">The checks.</param>
/// <param name="secrets">What must not be shown.</param>
/// <param name="limit">How long each may take.</param>
internal sealed class CheckRun(IEnumerable<ISystemCheck> checks, Secrets secrets, TimeSpan limit)
{
    /// <summary>Runs them.</summary>
    /// <returns>What they found, in their order.</returns>
    public async Task<IReadOnlyList<Diagnosis>> RunAsync(CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(checks.Select(check => RunAsync(check, cancellationToken)))).SelectMany(found => found)];

    private async Task<IEnumerable<Diagnosis>> RunAsync(ISystemCheck check, CancellationToken cancellationToken)
    {
        var results = await LookAsync(check, cancellationToken);
        return results.Select(result => Diagnosis.Of(check.Name, result with { Finding = secrets.Hide(result.Finding), Advice = result.Advice is null ? null : secrets.Hide(result.Advice) }));
    }

    private async Task<IReadOnlyList<CheckResult>> LookAsync(ISystemCheck check, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        try
        {
            // A check that blocks is left behind.
            return await Task.Run(() => check.RunAsync(patience.Token), CancellationToken.None).WaitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [CheckResult.Fault($"no answer within {limit.TotalSeconds:0.#} s", "Look whether it is reachable from here. 'doctor --timeout 60' gives it more time.")];
        }
        catch (OptionsValidationException)
        {
            return [CheckResult.Fault("it can't be looked at while its settings are wrong", "See to the settings first.")];
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return [CheckResult.Fault(exception.GetBaseException().Message, "That was not foreseen. If it can't be explained, report it.")];
        }
    }
}
