using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Batches of static tokens from tables.</summary>
internal static class StaticImportRoutes
{
    public static void MapStaticImports(this IEndpointRouteBuilder api) =>
        api.MapPost("/static-batches/import", ImportAsync)
            .WithTags("Static tokens")
            .WithSummary(
                "Order a static token for each row of a CSV table, or with dryRun=true tell what would be made of it."
            )
            .WithDescription(
                "The first row names the columns. A column called as a metadata field of the template, or Device Name, fills it; map=Column:Field "
                    + "sends another one there, and map=Column: fills none. On any error nothing is made. The table is the body, or the upload that "
                    + "uploadId names: it is there for a dry run and the order that follows."
            )
            .Accepts<string>(CsvFile.ContentType)
            .WithMetadata(new LargeBody(TableSpool.TableBytesMax))
            .Requires(Policies.ManagesStaticTokens)
            .Refuses(400, 404, 409, 413, 415, 429);

    private static async Task<
        Results<Ok<TableReportAnswer>, Created<StaticBatchAnswer>, ProblemHttpResult>
    > ImportAsync(
        string? templateId,
        string? name,
        string? idempotencyKey,
        bool? dryRun,
        string? uploadId,
        [FromQuery] string[]? map,
        HttpRequest request,
        Caller caller,
        IStaticImports imports,
        TableSpool spool,
        UploadStore uploads,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        if (!TemplateId.TryParse(templateId ?? "", out var template))
            return Problem.Of(Refusal.Invalid("templateId", "A template id is TMPL followed by letters and digits."));
        var draft = new StaticImportDraft(template, name, idempotencyKey, map ?? [], dryRun == true);
        Upload? upload = null;
        if (uploadId is not null)
        {
            var found = FindUpload(uploads, caller, uploadId, request);
            if (!found.Succeeded)
                return Problem.Of(found.Refusal);
            upload = found.Value;
        }

        var taken = upload is null
            ? await spool.TakeAsync(request.Body, cancellation)
            : await TakeAsync(uploads, upload, spool, cancellation);
        if (!taken.Succeeded)
            return Problem.Of(taken.Refusal);
        await using var table = taken.Value;
        var imported = await imports.ImportAsync(caller.Organisation, caller.Person, draft, table, cancellation);
        if (!imported.Succeeded)
            return Problem.Of(imported.Refusal);
        if (draft.DryRun)
            return TypedResults.Ok(TableReportAnswer.Of(imported.Value.Report));
        if (imported.Value.Batch is not { } batch)
            return Problem.Of(imported.Value);
        await audit.RecordAsync(caller, AuditActions.StaticBatchOrdered, $"static_batch/{batch.Id}", cancellation);
        if (upload is not null)
            uploads.EndSoon(upload);
        return TypedResults.Created($"/api/v1/static-batches/{batch.Id}", StaticBatchAnswer.Of(batch));
    }

    private static Outcome<Upload> FindUpload(UploadStore uploads, Caller caller, string id, HttpRequest request) =>
        request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0
            ? Refusal.Invalid(
                "uploadId",
                "Send the table as the body, or name its upload and leave the body empty; not both."
            )
            : uploads.Find(caller, id);

    private static async Task<Outcome<UnitTable>> TakeAsync(
        UploadStore uploads,
        Upload upload,
        TableSpool spool,
        CancellationToken cancellation
    )
    {
        var open = uploads.Read(upload);
        return open.Succeeded ? await spool.ReadAsync(open.Value, cancellation) : open.Refusal;
    }
}
