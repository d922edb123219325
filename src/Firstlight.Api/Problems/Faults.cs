using Firstlight.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Firstlight.Api;

/// <summary>The one place where a fault becomes an answer. Details of the inside stay in the log, found by <c>traceId</c>.</summary>
internal static class Faults
{
    public static Task AnswerAsync(HttpContext context)
    {
        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Faults));
        var fault = context.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error;
        var problem = fault switch
        {
            BadHttpRequestException bad => BadRequest.Explain(bad),
            StorageUnavailableException away => StorageAway(context, logger, away),
            _ => Unexpected(context, logger, fault),
        };
        return problem.ExecuteAsync(context);
    }

    private static ProblemHttpResult StorageAway(HttpContext context, ILogger logger, StorageUnavailableException away)
    {
        Log.StorageAway(logger, context.Request.Method, context.Request.Path, away.Message);
        if (away.MayStillHappen)
            return Problem.Of(
                StatusCodes.Status504GatewayTimeout,
                "storage_slow",
                "The server's storage did not answer in time. It waits, and may still be done: look before you repeat it."
            );
        context.Response.Headers.RetryAfter = ApiLimits.StorageRetryAfterSeconds.ToString();
        return Problem.Of(
            StatusCodes.Status503ServiceUnavailable,
            "storage_unavailable",
            "The server cannot reach its storage now, so nothing was confirmed. Try again in a moment."
        );
    }

    private static ProblemHttpResult Unexpected(HttpContext context, ILogger logger, Exception fault)
    {
        Log.RequestFailed(logger, context.Request.Method, context.Request.Path, context.TraceIdentifier, fault);
        var problem = Problem.Of(
            StatusCodes.Status500InternalServerError,
            "internal_error",
            "Something went wrong inside the server. Give the traceId to whoever runs it."
        );
        problem.ProblemDetails.Extensions["traceId"] = context.TraceIdentifier;
        return problem;
    }
}
