using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Sts.Agents.Speech;

/// <summary>Checks each setting of its own, by its annotations. Not generated: the generator drops the messages of <c>[Range]</c>.</summary>
internal sealed class SpeechOptionsValidator : IValidateOptions<SpeechOptions>
{
    public ValidateOptionsResult Validate(string? name, SpeechOptions options)
    {
        var failures = new List<ValidationResult>();
        foreach (var part in (IEnumerable<object>)[options, options.Http, options.Piper, options.Wyoming, .. options.Users.Values])
            Validator.TryValidateObject(part, new ValidationContext(part), failures, validateAllProperties: true);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures.Select(failure => failure.ErrorMessage!));
    }
}
