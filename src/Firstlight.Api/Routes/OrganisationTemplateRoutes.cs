using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Which templates an organisation below may use. Enabling one moves nothing.</summary>
internal static class OrganisationTemplateRoutes
{
    public static void MapOrganisationTemplates(this IEndpointRouteBuilder api)
    {
        var templates = api.MapGroup("/organisations/{id:long}/templates").WithTags("Organisations");
        templates
            .MapGet("/", ListAsync)
            .Requires(Policies.SeesOrganisationTemplates)
            .WithSummary("The templates that an organisation at or below the one acted in has, by name.")
            .Refuses(404);
        templates
            .MapPut("/{templateId}", EnableAsync)
            .Requires(Policies.ManagesTemplates)
            .WithSummary("Let an organisation below use a template that its parent has.")
            .Refuses(404);
        templates
            .MapDelete("/{templateId}", DisableAsync)
            .Requires(Policies.ManagesTemplates)
            .WithSummary("Take the use of a template away, when nothing is left of it there.")
            .Refuses(404, 409);
    }

    private static async Task<Results<Ok<Page<TemplateAnswer>>, ProblemHttpResult>> ListAsync(
        long id,
        Caller caller,
        IOrganisations organisations,
        ITemplateCatalog catalog,
        CancellationToken cancellation
    )
    {
        var organisation = new OrganisationId(id);
        if (await organisations.FindAsync(caller.Organisation, organisation, cancellation) is null)
            return Problem.NotFound("organisation", id);
        var templates = await catalog.ListAsync(organisation, cancellation);
        return TypedResults.Ok(new Page<TemplateAnswer>([.. templates.Select(TemplateAnswer.Of)], null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EnableAsync(
        long id,
        string templateId,
        Caller caller,
        IOrganisations organisations,
        ITemplateCatalog catalog,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        if (await FindBelowAsync(organisations, caller, id, cancellation) is not { Parent: { } parent } below)
            return Problem.NotFound("organisation", id);
        if (!TemplateId.TryParse(templateId, out var template))
            return Problem.NotFound("template", templateId);
        var enabled = await catalog.EnableAsync(parent, below.Id, template, cancellation);
        if (!enabled.Succeeded)
            return Problem.Of(enabled.Refusal);
        await audit.RecordAsync(
            caller,
            AuditActions.TemplateEnabled,
            $"organisation/{id}/template/{template}",
            cancellation
        );
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DisableAsync(
        long id,
        string templateId,
        Caller caller,
        IOrganisations organisations,
        ITemplateCatalog catalog,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        if (await FindBelowAsync(organisations, caller, id, cancellation) is not { } below)
            return Problem.NotFound("organisation", id);
        if (!TemplateId.TryParse(templateId, out var template))
            return Problem.NotFound("template", templateId);
        var disabled = await catalog.DisableAsync(below.Id, template, cancellation);
        if (!disabled.Succeeded)
            return Problem.Of(disabled.Refusal);
        await audit.RecordAsync(
            caller,
            AuditActions.TemplateDisabled,
            $"organisation/{id}/template/{template}",
            cancellation
        );
        return TypedResults.NoContent();
    }

    // What is enabled for an organisation is said from above it.
    private static async Task<Organisation?> FindBelowAsync(
        IOrganisations organisations,
        Caller caller,
        long id,
        CancellationToken cancellation
    ) =>
        await organisations.FindAsync(caller.Organisation, new OrganisationId(id), cancellation) is { } found
        && found.Id != caller.Organisation
            ? found
            : null;
}
