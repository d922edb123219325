using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>A device writes a pin of another one.</summary>
/// <param name="From">The device that writes.</param>
/// <param name="Organisation">Its organisation at that moment.</param>
/// <param name="Owner">Its owner at that moment.</param>
/// <param name="To">The device that is written to.</param>
/// <param name="Write">What is written.</param>
internal sealed record BridgedWrite(
    DeviceId From,
    OrganisationId Organisation,
    UserId Owner,
    DeviceId To,
    DeviceCommand.BridgedPin Write
)
{
    /// <summary>Null for a device that nobody owns. It has no neighbours: unclaimed units stand beside those of strangers.</summary>
    public static BridgedWrite? Of(DeviceIdentity who, DeviceId to, DeviceCommand.BridgedPin write) =>
        who.Owner is { } owner ? new(who.Device, who.Organisation, owner, to, write) : null;

    /// <summary>True when the device that is written to is another one of the same owner in the same organisation.</summary>
    public bool MayReach(DeviceIdentity target) =>
        target.Device != From && target.Organisation == Organisation && target.Owner == Owner;
}
