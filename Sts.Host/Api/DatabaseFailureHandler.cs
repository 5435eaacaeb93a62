using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;

namespace Sts.Host.Api;

/// <summary>Answers 503 while the database is away, or not set up yet because the host has only just started.</summary>
internal sealed partial class DatabaseFailureHandler(IProblemDetailsService problems, ILogger<DatabaseFailureHandler> logger) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (!IsOfDatabase(exception))
        {
            return ValueTask.FromResult(false);
        }

        LogFailed(exception, context.Request.Path);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "1";
        return problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails =
            {
                Status = StatusCodes.Status503ServiceUnavailable,
                Detail = "The database can't be used at the moment. Try again soon; the host's log tells why.",
            },
        });
    }

    private static bool IsOfDatabase(Exception? exception) => exception is DbException || (exception is not null && IsOfDatabase(exception.InnerException));

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} could not be answered from the database")]
    private partial void LogFailed(Exception exception, string path);
}
