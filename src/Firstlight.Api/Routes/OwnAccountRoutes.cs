using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Taking one's data away, and leaving.</summary>
internal static class OwnAccountRoutes
{
    public static void MapOwnAccount(this IEndpointRouteBuilder api)
    {
        var me = api.MapGroup("/me").WithTags("Sign-in").Requires(Policies.SignedInPerson);
        me.MapGet("/devices", ListDevicesAsync)
            .WithSummary("One's own devices with all that is known about them, page by page: to keep before leaving.")
            .Refuses(400);
        me.MapGet("/export", ExportAsync)
            .WithSummary(
                "Everything that is known about oneself as a zip: account, devices with last values, their events, attempts, actions. No secrets."
            )
            .Produces<string>(StatusCodes.Status200OK, OwnDataFile.ContentType);
        me.MapPost("/delete", DeleteAsync)
            .WithSummary("Delete one's own account, with the password. Devices stay and are nobody's.")
            .Refuses(409, 413, 415, 429);
    }

    private static async Task<Results<Ok<Page<DeviceAnswer>>, ProblemHttpResult>> ListDevicesAsync(
        string? cursor,
        int? limit,
        Caller caller,
        IDeviceRegistry registry,
        IFleet fleet,
        CancellationToken cancellation
    )
    {
        var query = new DeviceQuery(
            Search: null,
            Template: null,
            Online: null,
            cursor,
            limit ?? DeviceQuery.LimitDefault
        )
        {
            Owner = caller.Person,
        };
        var page = await registry.ListAsync(caller.Home, query, cancellation);
        return page.Succeeded
            ? TypedResults.Ok(
                new Page<DeviceAnswer>(
                    [.. page.Value.Items.Select(device => DeviceAnswer.Of(device, fleet))],
                    page.Value.Next
                )
            )
            : Problem.Of(page.Refusal);
    }

    private static async Task<PushStreamHttpResult> ExportAsync(
        Caller caller,
        OwnDataFile file,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        await audit.RecordAsync(
            caller.Person,
            caller.Home,
            AuditActions.OwnDataTaken,
            $"person/{caller.Person}",
            caller.RemoteAddress,
            cancellation
        );
        return TypedResults.Stream(
            body => file.WriteAsync(body, caller, cancellation),
            OwnDataFile.ContentType,
            OwnDataFile.Name
        );
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        DeleteAccount request,
        Caller caller,
        IOwnAccount account,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var person = caller.AsActor() with { Organisation = caller.Home };
        var deleted = await account.DeleteAsync(person, request.Password, cancellation);
        if (!deleted.Succeeded)
            return Problem.Of(deleted.Refusal);
        await context.SignOutAsync(Schemes.Cookie);
        return TypedResults.NoContent();
    }
}

/// <summary>A class, not a record: a record would print its secrets.</summary>
internal sealed class DeleteAccount
{
    public string? Password { get; init; }
}
