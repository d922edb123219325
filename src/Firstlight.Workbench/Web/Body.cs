using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Workbench;

/// <summary>Reads a request's JSON and says exactly what is wrong with it.</summary>
internal static class Body
{
    /// <summary>The JSON of the whole REST face.</summary>
    public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <returns>The draft, or the refusal to send.</returns>
    public static async Task<(T? Draft, IResult? Refusal)> ReadAsync<T>(
        HttpRequest request,
        CancellationToken cancellation
    )
        where T : class
    {
        try
        {
            var draft = await JsonSerializer.DeserializeAsync<T>(request.Body, Format, cancellation);
            return draft is null ? (null, Refusals.Invalid("", "The body is a JSON object.")) : (draft, null);
        }
        catch (JsonException broken)
        {
            var field = broken.Path is { Length: > 2 } path ? path[2..] : "";
            return (null, Refusals.Invalid(field, Describe(broken, field)));
        }
        catch (BadHttpRequestException unreadable)
        {
            return (null, Results.Problem(unreadable.Message, statusCode: unreadable.StatusCode));
        }
    }

    // The platform's own messages speak of .NET types.
    private static string Describe(JsonException broken, string field)
    {
        if (broken.Message.Contains("could not be mapped", StringComparison.Ordinal))
            return $"There is no field \"{field}\" in this request.";
        return broken.Message.Contains("could not be converted", StringComparison.Ordinal)
            ? "The value has the wrong type, or is not one of the words allowed."
            : "The body is not a JSON object.";
    }
}
