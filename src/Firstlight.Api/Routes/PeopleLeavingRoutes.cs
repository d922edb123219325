using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>People who are sent out, moved with their devices, and deleted.</summary>
internal static class PeopleLeavingRoutes
{
    public static void MapPeopleLeaving(this IEndpointRouteBuilder api)
    {
        var person = api.MapGroup("/people/{id:long}").WithTags("People");
        person
            .MapPost("/sign-out", SignOutAsync)
            .Requires(Policies.SignsPeopleOut)
            .WithSummary("End every session of a person.")
            .Refuses(404, 409);
        person
            .MapPost("/transfer", TransferAsync)
            .Requires(Policies.TransfersPeople)
            .WithSummary("Move a person to another organisation of one's tree, with their devices or without.")
            .Refuses(400, 404, 409, 413, 415);
        person
            .MapDelete("/", DeleteAsync)
            .Requires(Policies.DeletesPeople)
            .WithSummary("Delete an account; 'confirmation' is DELETE. Devices stay and are nobody's.")
            .Refuses(400, 404, 409);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutAsync(
        long id,
        Caller caller,
        IPeopleDirectory directory,
        CancellationToken cancellation
    )
    {
        var done = await directory.SignOutAsync(caller.AsActor(), new UserId(id), cancellation);
        return done.Succeeded ? TypedResults.NoContent() : Problem.Of(done.Refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        long id,
        string? confirmation,
        Caller caller,
        IPeopleDirectory directory,
        CancellationToken cancellation
    )
    {
        var done = await directory.DeleteAsync(caller.AsActor(), new UserId(id), confirmation, cancellation);
        return done.Succeeded ? TypedResults.NoContent() : Problem.Of(done.Refusal);
    }

    private static async Task<Results<Ok<PersonRow>, ProblemHttpResult>> TransferAsync(
        long id,
        TransferPerson request,
        Caller caller,
        IPeopleDirectory directory,
        IDeviceRegistry registry,
        IFleet fleet,
        CancellationToken cancellation
    )
    {
        var role = GivenRole.Read(request.Role, request.RoleId);
        if (!role.Succeeded)
            return Problem.Of(role.Refusal);
        if (request.OrganisationId is not { } number)
            return Problem.Of(Refusal.Invalid("organisationId", "Say where to: the id of an organisation."));
        var (owner, to) = (new UserId(id), new OrganisationId(number));
        var transfer = new PersonTransfer(to, role.Value);
        var moved = await directory.TransferAsync(caller.AsActor(), owner, transfer, HandOverAsync, cancellation);
        return moved.Succeeded ? TypedResults.Ok(PersonRow.Of(moved.Value)) : Problem.Of(moved.Refusal);

        async Task<Refusal?> HandOverAsync(CancellationToken cancelled)
        {
            if (request.WithDevices is not true)
            {
                foreach (var device in await registry.DisownAsync(caller.Organisation, owner, cancelled))
                    fleet.NoteMove(device, caller.Organisation, owner: null);
                return null;
            }

            var devices = await registry.MoveOwnedAsync(caller.Organisation, owner, to, cancelled);
            if (!devices.Succeeded)
                return devices.Refusal;
            foreach (var device in devices.Value)
                fleet.NoteMove(device, to, owner);
            return null;
        }
    }
}

/// <param name="Role">Admin, Staff or User; left out, the person keeps the one they have.</param>
/// <param name="RoleId">Any role that people there may have; it counts before <c>role</c>.</param>
/// <param name="WithDevices">Their devices go, too; else these stay and are nobody's.</param>
internal sealed record TransferPerson(long? OrganisationId, string? Role, long? RoleId, bool? WithDevices);
