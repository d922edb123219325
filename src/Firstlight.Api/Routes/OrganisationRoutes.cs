using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>The organisation acted in and those below it; all others look as if they did not exist (docs/decisions/0019).</summary>
internal static class OrganisationRoutes
{
    public static void MapOrganisations(this IEndpointRouteBuilder api)
    {
        var organisations = api.MapGroup("/organisations").WithTags("Organisations");
        organisations
            .MapGet("/", ListAsync)
            .Requires(Policies.SeesOrganisations)
            .WithSummary("The organisation acted in and all below it, by id, page by page.")
            .Refuses(400);
        organisations
            .MapGet("/{id:long}", GetAsync)
            .Requires(Policies.SeesOrganisations)
            .WithSummary("One organisation, what is in it, and the way to it.")
            .Refuses(404);
        organisations
            .MapPost("/", CreateAsync)
            .Requires(Policies.CreatesOrganisations)
            .WithSummary(
                "Make an organisation below the one acted in, or below 'parentId'. It may use its parent's templates."
            )
            .Refuses(400, 404, 409, 413, 415, 429);
        organisations
            .MapPatch("/{id:long}", ChangeAsync)
            .Requires(Policies.EditsOrganisations)
            .WithSummary("Rename or describe an organisation, or set its time zone; what is left out stays.")
            .Refuses(400, 404, 409, 413, 415);
        organisations
            .MapDelete("/{id:long}", DeleteAsync)
            .Requires(Policies.DeletesOrganisations)
            .WithSummary("Delete an empty organisation; 'confirmation' is DELETE.")
            .Refuses(400, 404, 409);
    }

    private static async Task<Results<Ok<Page<OrganisationRow>>, ProblemHttpResult>> ListAsync(
        string? cursor,
        int? limit,
        Caller caller,
        IOrganisations organisations,
        CancellationToken cancellation
    )
    {
        var pageSize = limit ?? ApiLimits.PageDefault;
        if (Paging.CheckLimit(pageSize, IOrganisations.LimitMax) is { } refusal)
            return Problem.Of(refusal);
        OrganisationId? after = null;
        if (cursor is not null)
        {
            if (!PageCursor.TryRead(cursor, out var last))
                return Problem.Of(PageCursor.Refused);
            after = new OrganisationId(last);
        }

        var found = await organisations.ListAsync(caller.Organisation, after, pageSize + 1, cancellation);
        var next = found.Count > pageSize ? PageCursor.After(found[pageSize - 1].Id.Value) : null;
        return TypedResults.Ok(
            new Page<OrganisationRow>([.. found.Take(pageSize).Select(one => OrganisationRow.Of(one, caller))], next)
        );
    }

    private static async Task<Results<Ok<OrganisationDetail>, ProblemHttpResult>> GetAsync(
        long id,
        Caller caller,
        IOrganisations organisations,
        CancellationToken cancellation
    )
    {
        var organisation = new OrganisationId(id);
        var path = await organisations.ReadPathAsync(organisation, cancellation);
        // Nobody sees upwards: the way ends where the caller is.
        var end = path.Select(node => node.Id).ToList().IndexOf(caller.Organisation);
        if (end < 0)
            return Problem.NotFound("organisation", id);
        var seen = path.Take(end + 1).ToList();
        var contents = await organisations.ReadContentsAsync(organisation, cancellation);
        return TypedResults.Ok(OrganisationDetail.Of(seen, contents));
    }

    private static async Task<Results<Created<OrganisationRow>, ProblemHttpResult>> CreateAsync(
        CreateOrganisation request,
        Caller caller,
        IOrganisations organisations,
        ITemplateCatalog catalog,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var parent = request.ParentId is { } given ? new OrganisationId(given) : caller.Organisation;
        if (await organisations.FindAsync(caller.Organisation, parent, cancellation) is null)
            return Problem.NotFound("organisation", parent);
        var made = await organisations.CreateAsync(parent, request.Name, request.Description, cancellation);
        if (!made.Succeeded)
            return Problem.Of(made.Refusal);
        var (organisation, templates) = made.Value;
        // It is on disk: what is kept in memory follows, even if the caller leaves.
        await catalog.InheritAsync(organisation.Id, templates, CancellationToken.None);
        var id = organisation.Id;
        await audit.RecordAsync(caller, AuditActions.OrganisationCreated, $"organisation/{id}", cancellation);
        return TypedResults.Created($"/api/v1/organisations/{id}", OrganisationRow.Of(organisation, caller));
    }

    private static async Task<Results<Ok<OrganisationRow>, ProblemHttpResult>> ChangeAsync(
        long id,
        EditOrganisation request,
        Caller caller,
        IOrganisations organisations,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var organisation = new OrganisationId(id);
        if (await organisations.FindAsync(caller.Organisation, organisation, cancellation) is null)
            return Problem.NotFound("organisation", id);
        var change = new OrganisationChange(request.Name, request.Description, TimeZone: request.TimeZone);
        var changed = await organisations.ChangeAsync(organisation, change, cancellation);
        if (!changed.Succeeded)
            return Problem.Of(changed.Refusal);
        await audit.RecordAsync(caller, AuditActions.OrganisationChanged, $"organisation/{id}", cancellation);
        return TypedResults.Ok(OrganisationRow.Of(changed.Value, caller));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        long id,
        string? confirmation,
        Caller caller,
        IOrganisations organisations,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var deleted = await organisations.DeleteAsync(
            caller.Organisation,
            new OrganisationId(id),
            confirmation,
            cancellation
        );
        if (!deleted.Succeeded)
            return Problem.Of(deleted.Refusal);
        await audit.RecordAsync(caller, AuditActions.OrganisationDeleted, $"organisation/{id}", cancellation);
        return TypedResults.NoContent();
    }
}
