using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>How watchers hear of shipments and of the devices in them.</summary>
public static class UpdateEvents
{
    /// <summary>A device's update is where <paramref name="now"/> says; while it is fetched, with how much of it.</summary>
    public static LiveEvent Of(DueUpdate due, DeviceUpdate now, DateTimeOffset at, long? fetchedBytes = null) =>
        new(
            due.Shipment.Organisation,
            "device.update",
            at,
            new UpdateWentOn(
                now.Device.Value,
                now.Shipment.Value,
                now.State,
                now.Reason,
                now.Attempts,
                fetchedBytes,
                due.File.Bytes
            )
        )
        {
            Owner = due.Owner,
        };

    /// <summary>A shipment was started, stopped or finished.</summary>
    public static LiveEvent Of(Shipment shipment, DateTimeOffset at) =>
        new(shipment.Organisation, "shipment.changed", at, new ShipmentChanged(shipment.Id.Value, shipment.State));
}

/// <summary>Data of <c>device.update</c>.</summary>
internal sealed record UpdateWentOn(
    long DeviceId,
    long ShipmentId,
    UpdateState State,
    UpdateReason? Reason,
    int Attempts,
    long? FetchedBytes,
    long Bytes
);

/// <summary>Data of <c>shipment.changed</c>.</summary>
internal sealed record ShipmentChanged(long ShipmentId, ShipmentState State);
