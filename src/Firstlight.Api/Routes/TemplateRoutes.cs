using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Device types.</summary>
internal static class TemplateRoutes
{
    public static void MapTemplates(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup("/templates").WithTags("Templates").Requires(Policies.ViewsTemplates);
        read.MapGet("/", ListAsync).WithSummary("All templates, by name.");
        read.MapGet("/{id}", GetAsync).WithSummary("One template.").Refuses(404);

        var write = api.MapGroup("/templates").WithTags("Templates").Requires(Policies.ManagesTemplates);
        write.MapPost("/", CreateAsync).WithSummary("Make a template.").Refuses(400, 409, 413, 415, 429);
        write
            .MapPut("/{id}", UpdateAsync)
            .WithSummary("Change a template; what is left out stays.")
            .Refuses(400, 404, 409, 413, 415);
        write.MapDelete("/{id}", DeleteAsync).WithSummary("Delete a template that has no devices.").Refuses(404, 409);
    }

    private static async Task<Ok<Page<TemplateAnswer>>> ListAsync(
        Caller caller,
        ITemplateCatalog catalog,
        CancellationToken cancellation
    )
    {
        var templates = await catalog.ListAsync(caller.Organisation, cancellation);
        return TypedResults.Ok(new Page<TemplateAnswer>([.. templates.Select(TemplateAnswer.Of)], null));
    }

    private static async Task<Results<Ok<TemplateAnswer>, ProblemHttpResult>> GetAsync(
        string id,
        Caller caller,
        ITemplateCatalog catalog,
        CancellationToken cancellation
    ) =>
        TemplateId.TryParse(id, out var templateId)
        && await catalog.FindAsync(caller.Organisation, templateId, cancellation) is { } template
            ? TypedResults.Ok(TemplateAnswer.Of(template))
            : Problem.NotFound("template", id);

    private static async Task<Results<Created<TemplateAnswer>, ProblemHttpResult>> CreateAsync(
        CreateTemplate request,
        Caller caller,
        ITemplateCatalog catalog,
        CancellationToken cancellation
    )
    {
        var draft = request.ToDraft();
        if (!draft.Succeeded)
            return Problem.Of(draft.Refusal);
        var made = await catalog.CreateAsync(caller.Organisation, draft.Value, cancellation);
        return made.Succeeded
            ? TypedResults.Created($"/api/v1/templates/{made.Value.Id}", TemplateAnswer.Of(made.Value))
            : Problem.Of(made.Refusal);
    }

    private static async Task<Results<Ok<TemplateAnswer>, ProblemHttpResult>> UpdateAsync(
        string id,
        ChangeTemplate request,
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
        var changed = await catalog.UpdateAsync(caller.Organisation, templateId, draft.Value, cancellation);
        return changed.Succeeded ? TypedResults.Ok(TemplateAnswer.Of(changed.Value)) : Problem.Of(changed.Refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id,
        Caller caller,
        ITemplateCatalog catalog,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        if (!TemplateId.TryParse(id, out var templateId))
            return Problem.NotFound("template", id);
        var deleted = await catalog.DeleteAsync(caller.Organisation, templateId, cancellation);
        if (!deleted.Succeeded)
            return Problem.Of(deleted.Refusal);
        await audit.RecordAsync(caller, AuditActions.TemplateDeleted, $"template/{id}", cancellation);
        return TypedResults.NoContent();
    }
}
