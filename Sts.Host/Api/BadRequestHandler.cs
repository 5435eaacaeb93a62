using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Sts.Host.Api;

/// <summary>Says what is wrong with a request that could not even be read.</summary>
internal sealed class BadRequestHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
        {
            return ValueTask.FromResult(false);
        }

        context.Response.StatusCode = bad.StatusCode;
        return problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = { Status = bad.StatusCode, Detail = Explain(bad) },
        });
    }

    // Positions in JSON are counted from 0 there, and from 1 by people.
    private static string Explain(BadHttpRequestException bad) => bad.InnerException is JsonException json
        ? $"The body can't be read as JSON at line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1} ({json.Path ?? "$"}). "
            + "Send an object such as {\"user\": \"alice\", \"text\": \"turn off the lights\"}."
        : bad.Message;
}
