using Sts.Core.Schemas;

namespace Sts.Host.Api;

/// <summary>Answers what goes wrong as the registry's JSON, since clients look at its error code.</summary>
internal sealed partial class SchemaRegistryErrorFilter(ILogger<SchemaRegistryErrorFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (SchemaRegistryException e)
        {
            return RegistryJson.Error(e.StatusCode ?? 500, e.ErrorCode, e.Message);
        }
        catch (Exception e) when (e is not (OperationCanceledException or BadHttpRequestException))
        {
            LogFailed(e, context.HttpContext.Request.Path);
            return RegistryJson.Error(500, SchemaRegistryErrorCodes.StoreError, "Error in the backend data store");
        }
    }

    [LoggerMessage(EventId = 2202, EventName = "SchemaRegistryRequestFailed", Level = LogLevel.Error, Message = "The embedded schema registry failed at {Path}")]
    private partial void LogFailed(Exception exception, string path);
}
