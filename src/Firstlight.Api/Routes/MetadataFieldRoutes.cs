using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>What a template's units are described by beside their values.</summary>
internal static class MetadataFieldRoutes
{
    public static void MapMetadataFields(this IEndpointRouteBuilder api)
    {
        var fields = api.MapGroup("/templates/{id}/metadata-fields")
            .WithTags("Templates")
            .Requires(Policies.ManagesTemplates);
        fields.MapPost("/", AddAsync).WithSummary("Add a metadata field.").Refuses(400, 404, 409, 413, 415, 429);
        fields
            .MapPut("/{fieldId:int}", ChangeAsync)
            .WithSummary("Change a metadata field; what is left out stays.")
            .Refuses(400, 404, 409, 413, 415);
        fields.MapDelete("/{fieldId:int}", RemoveAsync).WithSummary("Remove a metadata field.").Refuses(404, 409);
    }

    private static async Task<Results<Created<MetadataFieldAnswer>, ProblemHttpResult>> AddAsync(
        string id,
        MetadataFieldRequest request,
        Caller caller,
        ITemplateCatalog catalog,
        CancellationToken cancellation
    )
    {
        if (!TemplateId.TryParse(id, out var templateId))
            return Problem.NotFound("template", id);
        var added = await catalog.AddMetadataFieldAsync(
            caller.Organisation,
            templateId,
            request.ToDraft(),
            cancellation
        );
        // A field is read with its template: that is its address.
        return added.Succeeded
            ? TypedResults.Created($"/api/v1/templates/{templateId}", MetadataFieldAnswer.Of(added.Value))
            : Problem.Of(added.Refusal);
    }

    private static async Task<Results<Ok<MetadataFieldAnswer>, ProblemHttpResult>> ChangeAsync(
        string id,
        int fieldId,
        MetadataFieldRequest request,
        Caller caller,
        ITemplateCatalog catalog,
        CancellationToken cancellation
    )
    {
        if (!TemplateId.TryParse(id, out var templateId))
            return Problem.NotFound("template", id);
        var changed = await catalog.UpdateMetadataFieldAsync(
            caller.Organisation,
            templateId,
            fieldId,
            request.ToDraft(),
            cancellation
        );
        return changed.Succeeded ? TypedResults.Ok(MetadataFieldAnswer.Of(changed.Value)) : Problem.Of(changed.Refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string id,
        int fieldId,
        Caller caller,
        ITemplateCatalog catalog,
        CancellationToken cancellation
    )
    {
        if (!TemplateId.TryParse(id, out var templateId))
            return Problem.NotFound("template", id);
        var removed = await catalog.RemoveMetadataFieldAsync(caller.Organisation, templateId, fieldId, cancellation);
        return removed.Succeeded ? TypedResults.NoContent() : Problem.Of(removed.Refusal);
    }
}
