using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>From the label into an account.</summary>
internal static class ClaimRoutes
{
    public static void MapClaims(this IEndpointRouteBuilder api) =>
        api.MapPost("/claims", ClaimAsync)
            .WithTags("Static tokens")
            .WithSummary(
                "Bring a unit into your account, or into that of 'ownerId', by its QR code or the code printed below it."
            )
            .Requires(Policies.ProvisionsDevices)
            .Refuses(400, 404, 409, 413, 415, 429);

    private static async Task<Results<Ok<DeviceAnswer>, ProblemHttpResult>> ClaimAsync(
        ClaimUnit request,
        Caller caller,
        IClaims claims,
        IOrganisations organisations,
        IPeopleDirectory people,
        IFleet fleet,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var owner = await caller.OwnerOfNewAsync(request.OwnerId, people, cancellation);
        if (!owner.Succeeded)
            return Problem.Of(owner.Refusal);
        var path = await organisations.ReadPathAsync(caller.Organisation, cancellation);
        var claimer = new Claimer(caller.Organisation, owner.Value, caller.RemoteAddress)
        {
            AskedBy = caller.Person,
            Above = [.. path.Skip(1).Select(node => node.Id)],
        };
        var claimed = await claims.ClaimAsync(claimer, request.Code, cancellation);
        if (!claimed.Succeeded)
            return Problem.Of(claimed.Refusal);
        fleet.NoteMove(claimed.Value.Id, claimed.Value.Organisation, claimed.Value.Owner);
        await audit.RecordAsync(caller, AuditActions.UnitClaimed, $"device/{claimed.Value.Id}", cancellation);
        return TypedResults.Ok(DeviceAnswer.Of(claimed.Value, fleet));
    }
}
