using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Batches of static tokens: ordered, made, taken away.</summary>
internal static class StaticBatchRoutes
{
    public static void MapStaticBatches(this IEndpointRouteBuilder api)
    {
        var batches = api.MapGroup("/static-batches").WithTags("Static tokens");
        batches
            .MapPost("/", OrderAsync)
            .WithSummary("Order static tokens; they are made in the background and survive a restart.")
            .Requires(Policies.ManagesStaticTokens)
            .Refuses(400, 404, 409, 413, 415);
        batches
            .MapGet("/", ListAsync)
            .WithSummary("Batches, newest first.")
            .Requires(Policies.SeesStaticTokens)
            .Refuses(400);
        batches
            .MapGet("/{id:long}", GetAsync)
            .WithSummary("One batch and how far it is.")
            .Requires(Policies.SeesStaticTokens)
            .Refuses(404);
        batches
            .MapPost("/{id:long}/cancel", CancelAsync)
            .WithSummary("Stop a batch that is being made; none of its tokens remains.")
            .Requires(Policies.ManagesStaticTokens)
            .Refuses(404, 409);
        batches
            .MapPost("/{id:long}/export", ExportAsync)
            .WithSummary(
                "A ready batch with its secrets: csv, jsonl, zip (the csv and a QR code for each unit), or pdf (label sheets)."
            )
            .Produces<string>(
                StatusCodes.Status200OK,
                CsvFile.ContentType,
                "application/x-ndjson",
                "application/zip",
                "application/pdf"
            )
            .Requires(Policies.ExportsStaticTokens)
            .Refuses(400, 404, 409);
    }

    private static async Task<Results<Created<StaticBatchAnswer>, ProblemHttpResult>> OrderAsync(
        OrderBatch request,
        Caller caller,
        IStaticTokens tokens,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        if (!TemplateId.TryParse(request.TemplateId ?? "", out var template))
            return Problem.Of(Refusal.Invalid("templateId", "A template id is TMPL followed by letters and digits."));
        if (request.Count is not { } count)
            return Problem.Of(
                Refusal.Invalid("count", $"Say how many tokens as 'count': 1 to {StaticBatch.CountMax:N0}.")
            );
        var draft = new StaticBatchDraft(template, count, request.Name, request.IdempotencyKey);
        var ordered = await tokens.OrderAsync(caller.Organisation, caller.Person, draft, cancellation);
        if (!ordered.Succeeded)
            return Problem.Of(ordered.Refusal);
        var batch = ordered.Value;
        await audit.RecordAsync(caller, AuditActions.StaticBatchOrdered, $"static_batch/{batch.Id}", cancellation);
        return TypedResults.Created($"/api/v1/static-batches/{batch.Id}", StaticBatchAnswer.Of(batch));
    }

    private static async Task<Results<Ok<Page<StaticBatchAnswer>>, ProblemHttpResult>> ListAsync(
        string? cursor,
        int? limit,
        Caller caller,
        IStaticTokens tokens,
        CancellationToken cancellation
    )
    {
        var page = await tokens.ListBatchesAsync(
            caller.Organisation,
            cursor,
            limit ?? ApiLimits.PageDefault,
            cancellation
        );
        return page.Succeeded
            ? TypedResults.Ok(
                new Page<StaticBatchAnswer>([.. page.Value.Items.Select(StaticBatchAnswer.Of)], page.Value.Next)
            )
            : Problem.Of(page.Refusal);
    }

    private static async Task<Results<Ok<StaticBatchAnswer>, ProblemHttpResult>> GetAsync(
        long id,
        Caller caller,
        IStaticTokens tokens,
        CancellationToken cancellation
    ) =>
        await tokens.FindBatchAsync(caller.Organisation, new StaticBatchId(id), cancellation) is { } batch
            ? TypedResults.Ok(StaticBatchAnswer.Of(batch))
            : Problem.NotFound("static_batch", id);

    private static async Task<Results<Ok<StaticBatchAnswer>, ProblemHttpResult>> CancelAsync(
        long id,
        Caller caller,
        IStaticTokens tokens,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var cancelled = await tokens.CancelAsync(caller.Organisation, new StaticBatchId(id), cancellation);
        if (!cancelled.Succeeded)
            return Problem.Of(cancelled.Refusal);
        await audit.RecordAsync(caller, AuditActions.StaticBatchCancelled, $"static_batch/{id}", cancellation);
        return TypedResults.Ok(StaticBatchAnswer.Of(cancelled.Value));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        long id,
        string? format,
        string? images,
        string? paper,
        int? skip,
        int? from,
        int? to,
        string? title,
        Caller caller,
        IStaticTokens tokens,
        ITemplateCatalog templates,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var read = BatchExport.Read(format, images, paper, skip, from, to, title);
        if (!read.Succeeded)
            return Problem.Of(read.Refusal);
        var export = read.Value;
        var opened = await tokens.OpenAsync(caller.Organisation, new StaticBatchId(id), cancellation);
        if (!opened.Succeeded)
            return Problem.Of(opened.Refusal);
        var batch = opened.Value;
        if (export is { Format: BatchFormat.Pdf, Title: null })
        {
            var template = await templates.FindAsync(caller.Organisation, batch.Batch.Template, cancellation);
            export = export with { Title = template?.Name ?? batch.Batch.Name };
        }

        if (export.FindFault(batch.Batch) is { } fault)
        {
            batch.Dispose();
            return Problem.Of(fault);
        }

        // The entry first: no secret leaves unnoted.
        await audit.RecordAsync(caller, AuditActions.StaticBatchExported, $"static_batch/{id}", cancellation);
        return BatchFile.Of(batch, export, cancellation);
    }
}
