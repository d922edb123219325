using Firstlight.Accounts;
using Firstlight.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>A whole organisation goes to another place of the tree (docs/decisions/0026).</summary>
internal static class OrganisationTransferRoutes
{
    public static void MapOrganisationTransfer(this IEndpointRouteBuilder api) =>
        api.MapPost("/organisations/{id:long}/transfer", TransferAsync)
            .WithTags("Organisations")
            .Requires(Policies.TransfersOrganisations)
            .WithSummary(
                "Move an organisation, with everybody and everything in it, below another one; 'confirmation' is its name."
            )
            .Refuses(400, 404, 409, 413, 415);

    private static async Task<Results<Ok<OrganisationRow>, ProblemHttpResult>> TransferAsync(
        long id,
        TransferOrganisation request,
        Caller caller,
        IOrganisations organisations,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        OrganisationId? to = request.ParentId is { } parent ? new OrganisationId(parent) : null;
        var moved = await organisations.TransferAsync(
            caller.Organisation,
            new OrganisationId(id),
            new OrganisationTransfer(to, request.Confirmation),
            cancellation
        );
        if (!moved.Succeeded)
            return Problem.Of(moved.Refusal);
        // On both sides, and where the caller was. It has happened: it is noted even if the caller leaves.
        OrganisationId[] places = [caller.Organisation, moved.Value.From, to!.Value];
        foreach (var place in places.Distinct())
            await audit.RecordAsync(
                caller.Person,
                place,
                AuditActions.OrganisationTransferred,
                $"organisation/{id}",
                caller.RemoteAddress,
                CancellationToken.None
            );
        return TypedResults.Ok(OrganisationRow.Of(moved.Value.Organisation, caller));
    }
}

/// <param name="ParentId">The organisation that it will stand below; at or below the one acted in.</param>
/// <param name="Confirmation">The name of the organisation that is moved.</param>
internal sealed record TransferOrganisation(long? ParentId, string? Confirmation);
