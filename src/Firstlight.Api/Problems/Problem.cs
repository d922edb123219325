using Firstlight.Activation;
using Firstlight.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Firstlight.Api;

/// <summary>Every "no" of this door is a problem+json (RFC 9457) with a stable <c>code</c> and, for bad input, the <c>field</c>.</summary>
internal static class Problem
{
    public static ProblemHttpResult Of(Refusal refusal) =>
        Of(StatusOf(refusal.Kind), refusal.Code, refusal.Message, refusal.Field);

    public static ProblemHttpResult Of(int status, string code, string detail, string? field = null)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code };
        if (field is not null)
            extensions["field"] = field;
        return TypedResults.Problem(
            detail,
            statusCode: status,
            title: ReasonPhrases.GetReasonPhrase(status),
            extensions: extensions
        );
    }

    /// <summary>A table that has errors, each with its place.</summary>
    public static ProblemHttpResult Of(ImportAnswer refused) =>
        TypedResults.Problem(
            $"The table has {refused.Report.ErrorCount:N0} errors; nothing was made of it. Mend them and send it again.",
            statusCode: StatusCodes.Status400BadRequest,
            title: ReasonPhrases.GetReasonPhrase(StatusCodes.Status400BadRequest),
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["code"] = "table_refused",
                ["report"] = TableReportAnswer.Of(refused.Report),
            }
        );

    public static ProblemHttpResult NotFound(string what, object id) =>
        Of(Refusal.NotFound(what, $"There is no {what.Replace('_', ' ')} {id}."));

    /// <summary>The thing is seen, and may not be changed.</summary>
    public static ProblemHttpResult Forbidden(Right right) =>
        Of(StatusCodes.Status403Forbidden, "forbidden", $"Your role does not allow this. {right.Words}");

    /// <summary>Names in the OpenAPI document how a route may refuse.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            route.ProducesProblem(status);
        return route;
    }

    private static int StatusOf(RefusalKind kind) =>
        kind switch
        {
            RefusalKind.Invalid => StatusCodes.Status400BadRequest,
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.LimitReached => StatusCodes.Status429TooManyRequests,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A refusal of an unknown kind."),
        };
}
