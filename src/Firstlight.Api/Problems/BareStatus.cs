using Firstlight.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Api;

/// <summary>Gives words to statuses that the framework sets without a body.</summary>
internal static class BareStatus
{
    public static Task ExplainAsync(StatusCodeContext context)
    {
        var status = context.HttpContext.Response.StatusCode;
        if (status == StatusCodes.Status400BadRequest && UnreadableParameter.Find(context.HttpContext) is { } name)
        {
            var refusal = Refusal.Invalid(name, $"'{name}' does not have the form it should have; see /docs.");
            return Problem.Of(refusal).ExecuteAsync(context.HttpContext);
        }

        var (code, detail) = WordsOf(status);
        return Problem.Of(status, code, detail).ExecuteAsync(context.HttpContext);
    }

    public static (string Code, string Detail) WordsOf(int status) =>
        status switch
        {
            StatusCodes.Status400BadRequest => ("bad_request", "The request does not have the form it should have."),
            StatusCodes.Status401Unauthorized => (
                "not_signed_in",
                "Sign in at POST /api/v1/sign-in and send the accessToken as \"Authorization: Bearer …\"."
            ),
            StatusCodes.Status403Forbidden => ("forbidden", "Your role does not allow this."),
            StatusCodes.Status404NotFound => ("no_such_address", "There is nothing at this address; see /docs."),
            StatusCodes.Status405MethodNotAllowed => (
                "method_not_allowed",
                "This address does not take this method; the Allow header lists those it takes."
            ),
            StatusCodes.Status408RequestTimeout => ("too_slow", "The request did not arrive in time."),
            StatusCodes.Status413PayloadTooLarge => (
                "body_too_large",
                $"The body is larger than {ApiLimits.BodyBytesMax} bytes."
            ),
            StatusCodes.Status415UnsupportedMediaType => (
                "wrong_content_type",
                "Send the body as \"Content-Type: application/json\"."
            ),
            StatusCodes.Status503ServiceUnavailable => (
                "node_unreachable",
                "The node that has this device cannot be reached now; nothing was done. Try again in a moment."
            ),
            StatusCodes.Status504GatewayTimeout => (
                "node_silent",
                "The node that has this device did not answer in time, and it is not known whether the call was done. Look before you repeat it."
            ),
            _ => ("http_" + status, "The request was refused."),
        };
}
