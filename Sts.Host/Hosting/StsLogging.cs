using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;
using Serilog.Sinks.SystemConsole.Themes;
using Sts.Core.Configuration;
using Sts.Core.Privacy;
using Sts.Host.Cli;
using Sts.Host.Telemetry;

namespace Sts.Host.Hosting;

/// <summary>Logs to the console, in colour on a terminal. The section <c>Serilog</c> changes levels and adds sinks; <c>Telemetry:Logs</c> has the form.</summary>
internal static class StsLogging
{
    private const string Template = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}";

    public static void AddStsLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        var format = builder.Configuration.GetSection(TelemetryOptions.Section).ReadSettings<TelemetryOptions>().Logs.Format;
        builder.Services.AddSerilog((services, logging) => logging
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            // What EF Core logs as an error, it also throws; the engine reports that, and once for an outage.
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Fatal)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Warning)
            // What keeps the host from starting is said at the end, in words; only what is critical is said here as well.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            // A page that was open before the host started anew; it gets a new token.
            .MinimumLevel.Override("Microsoft.AspNetCore.Antiforgery", LogEventLevel.Fatal)
            // Each request without a key; the answer says it, and rates are limited.
            .MinimumLevel.Override("Sts.Host.Security.ApiKeyHandler", LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .Enrich.With(new WorkEnricher(services.GetRequiredService<UserNames>()), new PrintableEnricher())
            .WriteToConsole(format)
            .ApplySettings(builder.Configuration));
    }

    private static LoggerConfiguration WriteToConsole(this LoggerConfiguration logging, LogFormat format) => format is LogFormat.Json
        ? logging.WriteTo.Console(new RenderedCompactJsonFormatter())
        : logging.WriteTo.Console(outputTemplate: Template, formatProvider: CultureInfo.InvariantCulture, theme: Terminal.HasColours(Console.IsOutputRedirected) ? AnsiConsoleTheme.Code : ConsoleTheme.None);

    private static void ApplySettings(this LoggerConfiguration logging, IConfiguration configuration)
    {
        try
        {
            logging.ReadFrom.Configuration(configuration);
        }
        catch (InvalidOperationException exception)
        {
            throw new StsConfigurationException($"The section Serilog can't be used: {exception.Message}");
        }
    }
}
