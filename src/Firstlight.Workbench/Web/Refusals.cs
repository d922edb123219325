using Microsoft.AspNetCore.Http;

namespace Firstlight.Workbench;

/// <summary>Every "no" of the REST face, as problem+json.</summary>
internal static class Refusals
{
    public static IResult Invalid(string field, string message) =>
        Results.Problem(
            message,
            statusCode: StatusCodes.Status400BadRequest,
            extensions: new Dictionary<string, object?> { ["field"] = field }
        );

    public static IResult NoDevice(string id) =>
        Results.Problem($"There is no device {id} in the room.", statusCode: StatusCodes.Status404NotFound);

    public static IResult NoNetwork(string ssid) =>
        Results.Problem($"There is no network \"{ssid}\" in the air.", statusCode: StatusCodes.Status404NotFound);

    public static IResult Conflict(string message) =>
        Results.Problem(message, statusCode: StatusCodes.Status409Conflict);
}
