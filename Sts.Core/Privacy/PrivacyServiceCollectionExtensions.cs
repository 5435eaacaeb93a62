using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sts.Core.Configuration;

namespace Sts.Core.Privacy;

/// <summary>Registers what keeps names and words of users to themselves.</summary>
public static class PrivacyServiceCollectionExtensions
{
    /// <summary>Registers <see cref="PrivacyOptions"/> and <see cref="UserNames"/>, and what erases old rows while the host runs.</summary>
    public static IServiceCollection AddPrivacy(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(PrivacyOptions.Section);
        services.AddOptionsWithValidateOnStart<PrivacyOptions>().BindSettings(section).ValidateSettings(section);
        return services.AddSingleton<UserHashKey>().AddSingleton<UserNames>().AddHostedService<Retention>();
    }
}
