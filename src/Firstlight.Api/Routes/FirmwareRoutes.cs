using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>The firmware of templates.</summary>
internal static class FirmwareRoutes
{
    private const string ImageType = "application/octet-stream";

    public static void MapFirmware(this IEndpointRouteBuilder api)
    {
        var firmware = api.MapGroup("/templates/{id}/firmware").WithTags("Firmware");
        firmware
            .MapGet("/", ListAsync)
            .WithSummary("A template's firmware, newest first.")
            .Requires(Policies.ViewsTemplates)
            .Refuses(404);
        firmware
            .MapPost("/", AddAsync)
            .WithSummary("Upload firmware: the body is the image. What it is stands in its own tag.")
            .Accepts<byte[]>(ImageType)
            .WithMetadata(new LargeBody(FirmwareOptions.BytesMaxDefault))
            .Requires(Policies.ManagesTemplates)
            .Refuses(400, 404, 409, 413, 429);
        firmware
            .MapDelete("/{firmwareId:long}", DeleteAsync)
            .WithSummary("Delete firmware that no running shipment needs, and the shipments it had.")
            .Requires(Policies.ManagesTemplates)
            .Refuses(404, 409);
    }

    private static async Task<Results<Ok<Page<FirmwareFileAnswer>>, ProblemHttpResult>> ListAsync(
        string id,
        Caller caller,
        IFirmwareFiles firmware,
        CancellationToken cancellation
    )
    {
        if (!TemplateId.TryParse(id, out var template))
            return Problem.NotFound("template", id);
        var files = await firmware.ListAsync(caller.Organisation, template, cancellation);
        return files.Succeeded
            ? TypedResults.Ok(new Page<FirmwareFileAnswer>([.. files.Value.Select(FirmwareFileAnswer.Of)], null))
            : Problem.Of(files.Refusal);
    }

    private static async Task<Results<Created<FirmwareFileAnswer>, ProblemHttpResult>> AddAsync(
        string id,
        string? fileName,
        HttpRequest request,
        Caller caller,
        IFirmwareFiles firmware,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        if (!TemplateId.TryParse(id, out var template))
            return Problem.NotFound("template", id);
        var added = await firmware.AddAsync(
            caller.Organisation,
            caller.Person,
            template,
            fileName ?? "firmware.bin",
            request.Body,
            cancellation
        );
        if (!added.Succeeded)
            return Problem.Of(added.Refusal);
        var file = added.Value;
        await audit.RecordAsync(caller, AuditActions.FirmwareAdded, $"firmware/{file.Id}", cancellation);
        return TypedResults.Created($"/api/v1/templates/{id}/firmware/{file.Id}", FirmwareFileAnswer.Of(file));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id,
        long firmwareId,
        Caller caller,
        IFirmwareFiles firmware,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var known = await firmware.FindAsync(caller.Organisation, new FirmwareId(firmwareId), cancellation);
        if (known is null || known.Template.Value != id)
            return Problem.NotFound("firmware", firmwareId);
        var deleted = await firmware.DeleteAsync(caller.Organisation, known.Id, cancellation);
        if (!deleted.Succeeded)
            return Problem.Of(deleted.Refusal);
        await audit.RecordAsync(caller, AuditActions.FirmwareDeleted, $"firmware/{firmwareId}", cancellation);
        return TypedResults.NoContent();
    }
}
