using Firstlight.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Firstlight.Api;

/// <summary>Tables that are sent in pieces: a connection that breaks costs what was under way and no more. The protocol is tus 1.0.0.</summary>
internal static class UploadRoutes
{
    public static void MapUploads(this IEndpointRouteBuilder api)
    {
        var uploads = api.MapGroup("/uploads").WithTags("Uploads").Requires(Policies.ManagesStaticTokens);
        uploads.AddEndpointFilter(TusProtocol.CheckAsync);
        uploads
            .MapMethods("/", [HttpMethods.Options], TellProtocol)
            .WithSummary("What of tus is spoken here: versions, extensions and the largest upload, in headers.");
        uploads
            .MapPost("/", Create)
            .WithSummary("Start an upload of Upload-Length bytes. Location is where its pieces go.")
            .Refuses(400, 412, 413, 429);
        uploads
            .MapMethods("/{id}", [HttpMethods.Head], Tell)
            .WithSummary("How far an upload is: Upload-Offset of Upload-Length, until Upload-Expires.")
            .Refuses(404, 412);
        uploads
            .MapPatch("/{id}", AppendAsync)
            .WithSummary($"Add a piece ({TusProtocol.PieceType}) at Upload-Offset, which is where the upload ends.")
            .WithMetadata(new LargeBody(TableSpool.TableBytesMax))
            .Refuses(400, 404, 409, 412, 413, 415);
        uploads.MapDelete("/{id}", Delete).WithSummary("Throw an upload away.").Refuses(404, 412);
    }

    private static NoContent TellProtocol(HttpResponse response)
    {
        TusProtocol.Introduce(response, TableSpool.TableBytesMax);
        return TypedResults.NoContent();
    }

    private static Results<Created, ProblemHttpResult> Create(
        [FromHeader(Name = TusProtocol.Length)] string? length,
        Caller caller,
        UploadStore uploads,
        HttpResponse response
    )
    {
        var bytes = TusProtocol.ReadNumber(TusProtocol.Length, length);
        if (!bytes.Succeeded)
            return Problem.Of(bytes.Refusal);
        if (bytes.Value > TableSpool.TableBytesMax)
            return Problem.Of(
                StatusCodes.Status413PayloadTooLarge,
                "upload_too_large",
                $"An upload has at most {TableSpool.TableBytesMax} bytes. Divide the table.",
                TusProtocol.Length
            );
        var made = uploads.Create(caller, bytes.Value);
        if (!made.Succeeded)
            return Problem.Of(made.Refusal);
        TusProtocol.Describe(response, made.Value, offset: 0);
        return TypedResults.Created($"/api/v1/uploads/{made.Value.Id}");
    }

    private static Results<Ok, ProblemHttpResult> Tell(
        string id,
        Caller caller,
        UploadStore uploads,
        HttpResponse response
    )
    {
        var found = uploads.Find(caller, id);
        if (!found.Succeeded)
            return Problem.Of(found.Refusal);
        TusProtocol.Describe(response, found.Value, uploads.OffsetOf(found.Value));
        response.Headers[TusProtocol.Length] = TusProtocol.Text(found.Value.Length);
        return TypedResults.Ok();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AppendAsync(
        string id,
        [FromHeader(Name = TusProtocol.Offset)] string? offset,
        Caller caller,
        UploadStore uploads,
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        var found = uploads.Find(caller, id);
        if (!found.Succeeded)
            return Problem.Of(found.Refusal);
        if (!IsPiece(request))
            return Problem.Of(
                StatusCodes.Status415UnsupportedMediaType,
                "wrong_content_type",
                $"Send the piece as \"Content-Type: {TusProtocol.PieceType}\"."
            );
        var start = TusProtocol.ReadNumber(TusProtocol.Offset, offset);
        if (!start.Succeeded)
            return Problem.Of(start.Refusal);
        var appended = await uploads.AppendAsync(found.Value, start.Value, request.Body, cancellation);
        if (!appended.Succeeded)
            return Problem.Of(appended.Refusal);
        TusProtocol.Describe(request.HttpContext.Response, found.Value, appended.Value);
        return TypedResults.NoContent();
    }

    private static Results<NoContent, ProblemHttpResult> Delete(string id, Caller caller, UploadStore uploads)
    {
        var found = uploads.Find(caller, id);
        if (!found.Succeeded)
            return Problem.Of(found.Refusal);
        uploads.Delete(found.Value);
        return TypedResults.NoContent();
    }

    private static bool IsPiece(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(TusProtocol.PieceType, StringComparison.OrdinalIgnoreCase);
}
