using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Sts.Core.Configuration;

/// <summary>Binds options to their section so that whatever is wrong in it is refused by its key, with what could stand there instead.</summary>
public static class SettingsBinding
{
    /// <summary>Binds options to a section.</summary>
    /// <exception cref="OptionsValidationException">When the options are read: the section has an unknown key or a value of another type.</exception>
    public static OptionsBuilder<TOptions> BindSettings<TOptions>(this OptionsBuilder<TOptions> builder, IConfigurationSection section)
        where TOptions : class => builder.Configure(options => section.BindSettings(options));

    /// <summary>Checks options by their annotations, those of the groups within them included.</summary>
    public static OptionsBuilder<TOptions> ValidateSettings<TOptions>(this OptionsBuilder<TOptions> builder, IConfigurationSection section)
        where TOptions : class
    {
        builder.Services.AddSingleton<IValidateOptions<TOptions>>(new AnnotationsValidator<TOptions>(section.Path));
        return builder;
    }

    /// <summary>Binds and checks options that are needed before there are services.</summary>
    /// <exception cref="OptionsValidationException">The section has an unknown key or a value that can't be.</exception>
    public static TOptions ReadSettings<TOptions>(this IConfigurationSection section)
        where TOptions : class, new()
    {
        var options = new TOptions();
        section.BindSettings(options);
        Refuse<TOptions>(SettingsCheck.FindViolations(options, section.Path));
        return options;
    }

    private static void BindSettings<TOptions>(this IConfigurationSection section, TOptions options)
        where TOptions : class
    {
        Refuse<TOptions>(SettingsCheck.FindMisfits(section, typeof(TOptions)));
        section.Bind(options);
        Refuse<TOptions>(SettingsCheck.ReadSecrets(section, options));
    }

    private static void Refuse<TOptions>(IEnumerable<string> problems)
    {
        var failures = problems.ToArray();
        if (failures.Length > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(TOptions), failures);
        }
    }

    private sealed class AnnotationsValidator<TOptions>(string path) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var failures = SettingsCheck.FindViolations(options, path).ToArray();
            return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
        }
    }
}
