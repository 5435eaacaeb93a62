using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sts.Core.Configuration;
using Sts.Core.Plugins;

namespace My.Words;

/// <summary>Adds what the processor needs to the host.</summary>
public sealed class Words_Plugin : IStsPlugin
{
    /// <inheritdoc />
    public void Configure(IServiceCollection services, IConfigurationSection settings) =>
        services.AddOptionsWithValidateOnStart<Words_Options>().BindSettings(settings).ValidateSettings(settings);
}
