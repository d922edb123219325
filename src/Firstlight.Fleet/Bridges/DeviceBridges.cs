using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet;

/// <summary>
/// Devices that write to each other, within one owner and one organisation. That is looked at for each write, so a device that was given
/// away is out of reach at once.
/// </summary>
internal sealed class DeviceBridges(
    IDeviceTokens tokens,
    IDeviceRegistry registry,
    ITemplateCatalog catalog,
    Roster roster,
    Deliveries deliveries
)
{
    public async ValueTask<DeviceId?> FindAsync(DeviceIdentity who, AuthToken token, CancellationToken cancellation) =>
        await tokens.FindDeviceAsync(who.Organisation, token, cancellation) is { } found
        && AreNeighbours(who, IdentityOf(found))
            ? found.Id
            : null;

    public async ValueTask<BridgeResult> WriteAsync(
        DeviceIdentity who,
        DeviceId neighbour,
        DeviceCommand.BridgedPin write,
        CancellationToken cancellation
    )
    {
        if (await FindIdentityAsync(who.Organisation, neighbour, cancellation) is not { } target)
            return BridgeResult.NotAllowed;
        if (!AreNeighbours(who, target))
            return BridgeResult.NotAllowed;
        var template = await catalog.FindAsync(target.Organisation, target.Template, cancellation);

        // Firmware may have agreed on a pin that no person is to see: it is carried, and nothing is kept of it.
        if (template?.FindDatastream(write.Pin) is not { } datastream)
            return deliveries.PassOn(target.Device, write);
        var taken = DatastreamRules.Take(datastream, write.Value);
        return taken.Succeeded
            ? await deliveries.PassOnAsync(target, datastream, write with { Value = taken.Value }, cancellation)
            : BridgeResult.WrongType;
    }

    /// <summary>A connected device is known without asking the store, whoever it belongs to by now.</summary>
    private async ValueTask<DeviceIdentity?> FindIdentityAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    )
    {
        if (roster.Find(device) is { } session)
            return session.Identity;
        return await registry.FindAsync(organisation, device, cancellation) is { } found ? IdentityOf(found) : null;
    }

    /// <summary>What nobody owns has no neighbours: unclaimed units stand beside those of strangers.</summary>
    private static bool AreNeighbours(DeviceIdentity one, DeviceIdentity other) =>
        one.Owner is not null
        && one.Owner == other.Owner
        && one.Organisation == other.Organisation
        && one.Device != other.Device;

    private static DeviceIdentity IdentityOf(Device device) =>
        new(device.Id, device.Organisation, device.Template, device.Owner);
}
