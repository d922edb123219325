using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>What a template's units may log.</summary>
internal static class TemplateEventRoutes
{
    public static void MapTemplateEvents(this IEndpointRouteBuilder api)
    {
        var events = api.MapGroup("/templates/{id}/events").WithTags("Templates").Requires(Policies.ManagesTemplates);
        events.MapPost("/", AddAsync).WithSummary("Add an event.").Refuses(400, 404, 409, 413, 415, 429);
        events
            .MapPut("/{eventId:int}", ChangeAsync)
            .WithSummary("Change an event; what is left out stays.")
            .Refuses(400, 404, 409, 413, 415);
        events
            .MapDelete("/{eventId:int}", RemoveAsync)
            .WithSummary("Remove an event; what devices have logged stays.")
            .Refuses(404, 409);
    }

    private static async Task<Results<Created<TemplateEventAnswer>, ProblemHttpResult>> AddAsync(
        string id,
        TemplateEventRequest request,
        Caller caller,
        ITemplateCatalog catalog,
        CancellationToken cancellation
    )
    {
        if (!TemplateId.TryParse(id, out var templateId))
            return Problem.NotFound("template", id);
        var added = await catalog.AddEventAsync(caller.Organisation, templateId, request.ToDraft(), cancellation);
        // An event is read with its template: that is its address.
        return added.Succeeded
            ? TypedResults.Created($"/api/v1/templates/{templateId}", TemplateEventAnswer.Of(added.Value))
            : Problem.Of(added.Refusal);
    }

    private static async Task<Results<Ok<TemplateEventAnswer>, ProblemHttpResult>> ChangeAsync(
        string id,
        int eventId,
        TemplateEventRequest request,
        Caller caller,
        ITemplateCatalog catalog,
        CancellationToken cancellation
    )
    {
        if (!TemplateId.TryParse(id, out var templateId))
            return Problem.NotFound("template", id);
        var draft = request.ToDraft();
        var changed = await catalog.UpdateEventAsync(caller.Organisation, templateId, eventId, draft, cancellation);
        return changed.Succeeded ? TypedResults.Ok(TemplateEventAnswer.Of(changed.Value)) : Problem.Of(changed.Refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string id,
        int eventId,
        Caller caller,
        ITemplateCatalog catalog,
        CancellationToken cancellation
    )
    {
        if (!TemplateId.TryParse(id, out var templateId))
            return Problem.NotFound("template", id);
        var removed = await catalog.RemoveEventAsync(caller.Organisation, templateId, eventId, cancellation);
        return removed.Succeeded ? TypedResults.NoContent() : Problem.Of(removed.Refusal);
    }
}

/// <summary>What makes or changes an event of a template.</summary>
/// <param name="Code">What firmware logs.</param>
/// <param name="Name">What people read; the code when it is left out.</param>
internal sealed record TemplateEventRequest(string? Code, string? Name, EventSeverity? Severity, string? Description)
{
    public TemplateEventDraft ToDraft() => new(Code, Name, Severity, Description);
}

internal sealed record TemplateEventAnswer(
    int Id,
    string Code,
    string Name,
    EventSeverity Severity,
    string? Description
)
{
    public static TemplateEventAnswer Of(TemplateEvent known) =>
        new(known.Id, known.Code, known.Name, known.Severity, known.Description);
}
