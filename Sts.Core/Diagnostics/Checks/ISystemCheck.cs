namespace Sts.Core.Diagnostics.Checks;

/// <summary>
/// Looks whether something that a host needs is there, and changes nothing. Those that are registered are run by the command <c>doctor</c>, side by
/// side, each with a time limit.
/// </summary>
public interface ISystemCheck
{
    /// <summary>What is looked at, in a word or two.</summary>
    string Name { get; }

    /// <summary>Looks.</summary>
    /// <param name="cancellationToken">Cancelled when the time is over.</param>
    /// <returns>At least one result.</returns>
    /// <exception cref="Exception">It is shown as a fault, by its message.</exception>
    Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken);
}
