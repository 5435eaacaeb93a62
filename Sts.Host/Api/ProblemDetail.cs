namespace Sts.Host.Api;

/// <summary>What problem details say where the web framework has refused a request and gives only a status.</summary>
internal static class ProblemDetail
{
    public static void Complete(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
        {
            StatusCodes.Status404NotFound => $"There is nothing at {request.Path}.",
            StatusCodes.Status405MethodNotAllowed => $"{request.Path} can't be asked with {request.Method}.",
            StatusCodes.Status413PayloadTooLarge => "The body is too large (Http:Limits:BodyBytes).",
            StatusCodes.Status415UnsupportedMediaType => "Send JSON, with the header Content-Type: application/json.",
            _ => null,
        };
    }
}
