using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>The units of the caller's organisation, or only the caller's own: see <see cref="Ownership"/>.</summary>
internal static class DeviceRoutes
{
    public static void MapDevices(this IEndpointRouteBuilder api)
    {
        var devices = api.MapGroup("/devices").WithTags("Devices").OnlyOwnDevices();
        devices
            .MapPost("/", CreateAsync)
            .WithSummary("Make a device by hand; the answer shows its token.")
            .Refuses(400, 404, 409, 413, 415, 429)
            .Requires(Policies.CreatesDevices);
        devices
            .MapGet("/{id:long}", GetAsync)
            .AtDevicesHome()
            .Requires(Policies.ViewsDevices)
            .WithSummary("One device.")
            .Refuses(404);
        devices
            .MapPatch("/{id:long}", RenameAsync)
            .Requires(Policies.ControlsDevices)
            .WithSummary("Rename a device.")
            .Refuses(400, 404, 413, 415);
        devices
            .MapDelete("/{id:long}", DeleteAsync)
            .AtDevicesHome()
            .Requires(Policies.DeletesDevices)
            .WithSummary("Delete a device, its token, values, history and events.")
            .Refuses(404);
        devices
            .MapPut("/{id:long}/metadata/{name}", SetMetadataAsync)
            .Requires(Policies.ControlsDevices)
            .WithSummary("Set one metadata value.")
            .Refuses(400, 404, 413, 415);

        api.MapPost("/devices/{id:long}/token", RevealTokenAsync)
            .WithTags("Devices")
            .WithSummary("Show a device's token. Leaves an entry in the audit log.")
            .Refuses(404, 409)
            .Requires(Policies.RevealsTokens);
    }

    private static async Task<Results<Created<IssuedDeviceAnswer>, ProblemHttpResult>> CreateAsync(
        CreateDevice request,
        Caller caller,
        IDeviceTokens tokens,
        CancellationToken cancellation
    )
    {
        if (!TemplateId.TryParse(request.TemplateId, out var template))
            return Problem.Of(Refusal.Invalid("templateId", "Give the id of a template: TMPL and letters or digits."));
        var made = await tokens.CreateDeviceAsync(
            caller.Organisation,
            caller.Person,
            template,
            request.Name,
            cancellation
        );
        return made.Succeeded
            ? TypedResults.Created(
                $"/api/v1/devices/{made.Value.Device.Id}",
                new IssuedDeviceAnswer(made.Value.Device, made.Value.Token)
            )
            : Problem.Of(made.Refusal);
    }

    private static async Task<Results<Ok<DeviceAnswer>, ProblemHttpResult>> GetAsync(
        long id,
        Caller caller,
        IDeviceRegistry registry,
        IFleet fleet,
        CancellationToken cancellation
    ) =>
        await registry.FindAsync(caller.Organisation, new DeviceId(id), cancellation) is { } device
            ? TypedResults.Ok(DeviceAnswer.Of(device, fleet))
            : Problem.NotFound("device", id);

    private static async Task<Results<Ok<DeviceAnswer>, ProblemHttpResult>> RenameAsync(
        long id,
        RenameDevice request,
        Caller caller,
        IDeviceRegistry registry,
        IFleet fleet,
        CancellationToken cancellation
    )
    {
        var renamed = await registry.RenameAsync(caller.Organisation, new DeviceId(id), request.Name, cancellation);
        return renamed.Succeeded ? TypedResults.Ok(DeviceAnswer.Of(renamed.Value, fleet)) : Problem.Of(renamed.Refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        long id,
        Caller caller,
        IFleet fleet,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var deleted = await fleet.DeleteDeviceAsync(caller.Organisation, new DeviceId(id), cancellation);
        if (!deleted.Succeeded)
            return Problem.Of(deleted.Refusal);
        await audit.RecordAsync(caller, AuditActions.DeviceDeleted, $"device/{id}", cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SetMetadataAsync(
        long id,
        string name,
        MetadataValue request,
        Caller caller,
        IDeviceRegistry registry,
        IFleet fleet,
        CancellationToken cancellation
    )
    {
        if (request.Value is null)
            return Problem.Of(Refusal.Invalid("value", "Give a 'value', a string."));
        var device = new DeviceId(id);
        var set = await registry.SetMetadataAsync(caller.Organisation, device, name, request.Value, cancellation);
        if (!set.Succeeded)
            return Problem.Of(set.Refusal);
        // As it is stored now. A device that is away asks for it when it comes back.
        var stored = await registry.FindAsync(caller.Organisation, device, cancellation);
        if (stored?.Metadata.TryGetValue(name, out var value) is true)
            await fleet.SendAsync(
                caller.Organisation,
                device,
                new DeviceCommand.SetMetadata(name, value),
                cancellation
            );
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<TokenAnswer>, ProblemHttpResult>> RevealTokenAsync(
        long id,
        Caller caller,
        IDeviceRegistry registry,
        IDeviceTokens tokens,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var device = new DeviceId(id);
        if (await registry.FindAsync(caller.Organisation, device, cancellation) is null)
            return Problem.NotFound("device", id);
        // The entry first: a token that nobody noted is never shown.
        await audit.RecordAsync(caller, AuditActions.TokenRevealed, $"device/{id}", cancellation);
        var token = await tokens.RevealAsync(caller.Organisation, device, cancellation);
        return token.Succeeded ? TypedResults.Ok(new TokenAnswer(token.Value)) : Problem.Of(token.Refusal);
    }
}
