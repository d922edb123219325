using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>The typed channels of a template.</summary>
internal static class DatastreamRoutes
{
    public static void MapDatastreams(this IEndpointRouteBuilder api)
    {
        var datastreams = api.MapGroup("/templates/{id}/datastreams")
            .WithTags("Templates")
            .Requires(Policies.ManagesTemplates);
        datastreams.MapPost("/", AddAsync).WithSummary("Add a datastream.").Refuses(400, 404, 409, 413, 415, 429);
        datastreams
            .MapPut("/{datastreamId:int}", ChangeAsync)
            .WithSummary("Change a datastream; what is left out stays.")
            .Refuses(400, 404, 409, 413, 415);
        datastreams
            .MapDelete("/{datastreamId:int}", RemoveAsync)
            .WithSummary("Remove a datastream; stored history stays.")
            .Refuses(404, 409);
    }

    private static async Task<Results<Created<DatastreamAnswer>, ProblemHttpResult>> AddAsync(
        string id,
        DatastreamRequest request,
        Caller caller,
        ITemplateCatalog catalog,
        CancellationToken cancellation
    )
    {
        if (!TemplateId.TryParse(id, out var templateId))
            return Problem.NotFound("template", id);
        var draft = request.ToDraft();
        if (!draft.Succeeded)
            return Problem.Of(draft.Refusal);
        var added = await catalog.AddDatastreamAsync(caller.Organisation, templateId, draft.Value, cancellation);
        // A datastream is read with its template: that is its address.
        return added.Succeeded
            ? TypedResults.Created($"/api/v1/templates/{templateId}", DatastreamAnswer.Of(added.Value))
            : Problem.Of(added.Refusal);
    }

    private static async Task<Results<Ok<DatastreamAnswer>, ProblemHttpResult>> ChangeAsync(
        string id,
        int datastreamId,
        DatastreamRequest request,
        Caller caller,
        ITemplateCatalog catalog,
        CancellationToken cancellation
    )
    {
        if (!TemplateId.TryParse(id, out var templateId))
            return Problem.NotFound("template", id);
        var draft = request.ToDraft();
        if (!draft.Succeeded)
            return Problem.Of(draft.Refusal);
        var changed = await catalog.UpdateDatastreamAsync(
            caller.Organisation,
            templateId,
            datastreamId,
            draft.Value,
            cancellation
        );
        return changed.Succeeded ? TypedResults.Ok(DatastreamAnswer.Of(changed.Value)) : Problem.Of(changed.Refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string id,
        int datastreamId,
        Caller caller,
        ITemplateCatalog catalog,
        CancellationToken cancellation
    )
    {
        if (!TemplateId.TryParse(id, out var templateId))
            return Problem.NotFound("template", id);
        var removed = await catalog.RemoveDatastreamAsync(caller.Organisation, templateId, datastreamId, cancellation);
        return removed.Succeeded ? TypedResults.NoContent() : Problem.Of(removed.Refusal);
    }
}
