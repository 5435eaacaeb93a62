using Microsoft.Extensions.Options;
using Sts.Core.Diagnostics.Checks;

namespace Sts.Host.Doctor;

/// <summary>Looks whether the host would start with these settings.</summary>
internal sealed class SettingsCheck(IStartupValidator validator) : ISystemCheck
{
    public string Name => "settings";

    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CheckResult>>(Look());

    private CheckResult[] Look()
    {
        try
        {
            validator.Validate();
            return [CheckResult.Ok("each is known, and has a value that it can have")];
        }
        catch (OptionsValidationException exception)
        {
            return ToFaults([exception]);
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return ToFaults(exception.InnerExceptions.Cast<OptionsValidationException>());
        }
    }

    private static CheckResult[] ToFaults(IEnumerable<OptionsValidationException> exceptions) =>
        [.. exceptions.SelectMany(exception => exception.Failures).Select(failure => CheckResult.Fault(failure, "The host does not start until that is corrected."))];
}
