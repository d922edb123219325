using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet;

/// <summary>
/// Devices that write to each other, within one owner and one organisation. That is looked at for each write where the other device lives, so one that was
/// given away is out of reach at once.
/// </summary>
internal sealed class DeviceBridges(
    IDeviceTokens tokens,
    IDeviceRegistry registry,
    ITemplateCatalog catalog,
    IDeviceHomes homes,
    DistantBridges distant,
    Roster roster,
    Deliveries deliveries
)
{
    public async ValueTask<DeviceId?> FindAsync(DeviceIdentity who, AuthToken token, CancellationToken cancellation) =>
        await tokens.FindDeviceAsync(who.Organisation, token, cancellation) is { } found
        && found.Id != who.Device
        && found.Organisation == who.Organisation
        && found.Owner is { } owner
        && owner == who.Owner
            ? found.Id
            : null;

    public async ValueTask<BridgeResult> WriteAsync(
        DeviceIdentity who,
        DeviceId neighbour,
        DeviceCommand.BridgedPin write,
        CancellationToken cancellation
    )
    {
        if (BridgedWrite.Of(who, neighbour, write) is not { } bridged)
            return BridgeResult.NotAllowed;
        return await FindElsewhereAsync(neighbour, cancellation) is { } home
            ? await distant.WriteAsync(home, bridged, cancellation)
            : await WriteHereAsync(bridged, cancellation);
    }

    /// <summary>Takes what devices on other nodes write to those here, until disposed.</summary>
    public IDisposable? Serve() => distant.Serve(TakeAsync);

    /// <summary>It is not sent on: when the device has moved on meanwhile, the next write finds it.</summary>
    private async ValueTask<BridgeResult> TakeAsync(BridgedWrite write, CancellationToken cancellation)
    {
        try
        {
            return await FindElsewhereAsync(write.To, cancellation) is null
                ? await WriteHereAsync(write, cancellation)
                : BridgeResult.Unreachable;
        }
        catch (StorageUnavailableException)
        {
            return BridgeResult.Unreachable;
        }
    }

    private ValueTask<NodeId?> FindElsewhereAsync(DeviceId device, CancellationToken cancellation) =>
        roster.Find(device) is null
            ? homes.FindElsewhereAsync(device, cancellation)
            : ValueTask.FromResult<NodeId?>(null);

    private async ValueTask<BridgeResult> WriteHereAsync(BridgedWrite bridged, CancellationToken cancellation)
    {
        if (await FindIdentityAsync(bridged, cancellation) is not { } target || !bridged.MayReach(target))
            return BridgeResult.NotAllowed;
        var template = await catalog.FindAsync(target.Organisation, target.Template, cancellation);

        // Firmware may have agreed on a pin that no person is to see: it is carried, and nothing is kept of it.
        var write = bridged.Write;
        if (template?.FindDatastream(write.Pin) is not { } datastream)
            return deliveries.PassOn(target.Device, write);
        var taken = DatastreamRules.Take(datastream, write.Value);
        return taken.Succeeded
            ? await deliveries.PassOnAsync(target, datastream, write with { Value = taken.Value }, cancellation)
            : BridgeResult.WrongType;
    }

    /// <summary>A connected device is known without asking the store, whoever it belongs to by now.</summary>
    private async ValueTask<DeviceIdentity?> FindIdentityAsync(BridgedWrite write, CancellationToken cancellation)
    {
        if (roster.Find(write.To) is { } session)
            return session.Identity;
        return await registry.FindAsync(write.Organisation, write.To, cancellation) is { } found
            ? new DeviceIdentity(found.Id, found.Organisation, found.Template, found.Owner)
            : null;
    }
}
