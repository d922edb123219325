using System.Text.Json;
using System.Text.RegularExpressions;
using Firstlight.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Firstlight.Api;

/// <summary>Says in the field's name and one sentence what the framework could not read.</summary>
internal static partial class BadRequest
{
    public static ProblemHttpResult Explain(BadHttpRequestException bad)
    {
        if (bad.StatusCode != StatusCodes.Status400BadRequest)
        {
            var (code, detail) = BareStatus.WordsOf(bad.StatusCode);
            return Problem.Of(bad.StatusCode, code, detail);
        }

        if (bad.InnerException is JsonException json)
            return ExplainJson(json);
        return MissingBody().IsMatch(bad.Message)
            ? Problem.Of(bad.StatusCode, "body_missing", "This address needs a JSON body; see /docs.")
            : Problem.Of(
                bad.StatusCode,
                "bad_request",
                "The request does not have the form it should have; see /docs."
            );
    }

    private static ProblemHttpResult ExplainJson(JsonException json)
    {
        // The reader's own exceptions are about the text; all others are about a value in it.
        if (json.InnerException is JsonException || json.Path is null or "$")
            return Problem.Of(
                StatusCodes.Status400BadRequest,
                "malformed_json",
                $"The body is not the JSON object it should be (line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1})."
            );
        var field = json.Path.TrimStart('$').TrimStart('.');
        return json.InnerException is null && json.Source is WordConverter.Source
            ? Problem.Of(Refusal.Invalid(field, json.Message))
            : Problem.Of(Refusal.Invalid(field, $"'{field}' holds a value of the wrong type; see /docs."));
    }

    // The framework says it in its message only; a test holds the wording.
    [GeneratedRegex("was not provided from body|no body was provided", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex MissingBody();
}
