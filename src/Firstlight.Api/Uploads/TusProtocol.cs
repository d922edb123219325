using System.Globalization;
using Firstlight.Core;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Api;

/// <summary>The words of tus 1.0.0 (tus.io/protocols/resumable-upload) that this door speaks.</summary>
internal static class TusProtocol
{
    public const string Version = "1.0.0";
    public const string Extensions = "creation,termination,expiration";
    public const string PieceType = "application/offset+octet-stream";

    public const string Resumable = "Tus-Resumable";
    public const string Length = "Upload-Length";
    public const string Offset = "Upload-Offset";
    public const string Expires = "Upload-Expires";

    /// <summary>Answers another version with 412. OPTIONS is how a client learns which one there is.</summary>
    public static async ValueTask<object?> CheckAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        response.Headers[Resumable] = Version;
        if (HttpMethods.IsOptions(request.Method) || request.Headers[Resumable] == Version)
            return await next(context);
        response.Headers["Tus-Version"] = Version;
        return Problem.Of(
            StatusCodes.Status412PreconditionFailed,
            "tus_version_unknown",
            $"Uploads speak tus {Version} here. Send the header '{Resumable}: {Version}'."
        );
    }

    public static void Introduce(HttpResponse response, long bytesMax)
    {
        response.Headers["Tus-Version"] = Version;
        response.Headers["Tus-Extension"] = Extensions;
        response.Headers["Tus-Max-Size"] = Text(bytesMax);
    }

    /// <summary>How far an upload is, and until when it can go on.</summary>
    public static void Describe(HttpResponse response, Upload upload, long offset)
    {
        response.Headers[Offset] = Text(offset);
        response.Headers[Expires] = upload.Expires.ToString("R", CultureInfo.InvariantCulture);
    }

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a header that is a number of bytes.</summary>
    public static Outcome<long> ReadNumber(string header, string? given) =>
        long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : new Refusal(
                RefusalKind.Invalid,
                "invalid_header",
                $"The header '{header}' is needed: a number of bytes in decimal digits.",
                header
            );
}
