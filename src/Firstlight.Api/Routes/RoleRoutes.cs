using Firstlight.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>What people of the organisation may do: docs/decisions/0020.</summary>
internal static class RoleRoutes
{
    public static void MapRoles(this IEndpointRouteBuilder api)
    {
        var roles = api.MapGroup("/roles").WithTags("Roles");
        roles
            .MapGet("/", ListAsync)
            .Requires(Policies.SeesRoles)
            .WithSummary("Roles that people here may have: built in, made here, and made above for those below.");
        roles.MapGet("/{id:long}", GetAsync).Requires(Policies.SeesRoles).WithSummary("One role.").Refuses(404);
        roles
            .MapPost("/", CreateAsync)
            .Requires(Policies.CreatesRoles)
            .WithSummary("Make a role with permissions that you have yourself.")
            .Refuses(400, 409, 413, 415, 429);
        roles
            .MapPatch("/{id:long}", ChangeAsync)
            .Requires(Policies.EditsRoles)
            .WithSummary("Change a role; what is left out stays. Counts at once for everybody who has it.")
            .Refuses(400, 404, 409, 413, 415);
        roles
            .MapDelete("/{id:long}", DeleteAsync)
            .Requires(Policies.DeletesRoles)
            .WithSummary("Delete a role; whoever has it gets the replacement.")
            .Refuses(400, 404, 409);
    }

    private static async Task<Ok<Page<RoleAnswer>>> ListAsync(
        Caller caller,
        IRoles roles,
        CancellationToken cancellation
    )
    {
        var found = await roles.ListAsync(caller.Organisation, cancellation);
        return TypedResults.Ok(new Page<RoleAnswer>([.. found.Select(RoleAnswer.Of)], Next: null));
    }

    private static async Task<Results<Ok<RoleAnswer>, ProblemHttpResult>> GetAsync(
        long id,
        Caller caller,
        IRoles roles,
        CancellationToken cancellation
    ) =>
        await roles.FindAsync(caller.Organisation, new RoleId(id), cancellation) is { } role
            ? TypedResults.Ok(RoleAnswer.Of(role))
            : Problem.NotFound("role", id);

    private static async Task<Results<Created<RoleAnswer>, ProblemHttpResult>> CreateAsync(
        RoleRequest request,
        Caller caller,
        IRoles roles,
        CancellationToken cancellation
    )
    {
        var permissions = PermissionWords.Read(request.Permissions);
        if (!permissions.Succeeded)
            return Problem.Of(permissions.Refusal);
        var made = await roles.CreateAsync(caller.AsActor(), request.ToDraft(permissions.Value), cancellation);
        return made.Succeeded
            ? TypedResults.Created($"/api/v1/roles/{made.Value.Id}", RoleAnswer.Of(made.Value))
            : Problem.Of(made.Refusal);
    }

    private static async Task<Results<Ok<RoleAnswer>, ProblemHttpResult>> ChangeAsync(
        long id,
        RoleRequest request,
        Caller caller,
        IRoles roles,
        CancellationToken cancellation
    )
    {
        var permissions = PermissionWords.Read(request.Permissions);
        if (!permissions.Succeeded)
            return Problem.Of(permissions.Refusal);
        var draft = request.ToDraft(permissions.Value);
        var changed = await roles.ChangeAsync(caller.AsActor(), new RoleId(id), draft, cancellation);
        return changed.Succeeded ? TypedResults.Ok(RoleAnswer.Of(changed.Value)) : Problem.Of(changed.Refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        long id,
        long? replacementId,
        Caller caller,
        IRoles roles,
        CancellationToken cancellation
    )
    {
        var replacement = replacementId is { } number ? new RoleId(number) : (RoleId?)null;
        var deleted = await roles.DeleteAsync(caller.AsActor(), new RoleId(id), replacement, cancellation);
        return deleted.Succeeded ? TypedResults.NoContent() : Problem.Of(deleted.Refusal);
    }
}

/// <param name="AppliesBelow">People of the organisations below may have it, too.</param>
internal sealed record RoleRequest(string? Name, IReadOnlyList<string>? Permissions, bool? AppliesBelow)
{
    public RoleDraft ToDraft(Permissions? permissions) => new(Name, permissions, AppliesBelow);
}

/// <param name="OrganisationId">Where it was made; null for one that is built in.</param>
internal sealed record RoleAnswer(
    long Id,
    string Name,
    IReadOnlyList<string> Permissions,
    long? OrganisationId,
    bool AppliesBelow
)
{
    public static RoleAnswer Of(Role role) =>
        new(
            role.Id.Value,
            role.Name,
            PermissionWords.Of(role.Permissions),
            role.Organisation?.Value,
            role.AppliesBelow
        );
}
