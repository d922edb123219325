using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>One device of a shipment.</summary>
/// <param name="Shipment">The shipment.</param>
/// <param name="Device">The device.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why it was skipped, or how the last attempt failed.</param>
/// <param name="Attempts">How often it was told in the present period.</param>
/// <param name="PeriodBegan">When it was told first in this period.</param>
/// <param name="ChangedAt">When any of this changed last.</param>
/// <param name="Link">The hash of the token by which it may fetch the firmware now; null when it may not.</param>
public sealed record DeviceUpdate(
    ShipmentId Shipment,
    DeviceId Device,
    UpdateState State,
    UpdateReason? Reason,
    int Attempts,
    DateTimeOffset? PeriodBegan,
    DateTimeOffset ChangedAt,
    TokenHash? Link
)
{
    /// <summary>True while an attempt is under way.</summary>
    public bool IsUnderWay => State is UpdateState.Told or UpdateState.Downloading or UpdateState.Downloaded;

    /// <summary>True when nothing more happens to it.</summary>
    public bool IsOver => State is UpdateState.Done or UpdateState.Skipped;
}

/// <summary>A device of a shipment, with what deciding about it takes.</summary>
/// <param name="Update">Where it stands.</param>
/// <param name="Shipment">Its shipment.</param>
/// <param name="File">The firmware.</param>
/// <param name="Hardware">What the device last said about itself.</param>
public sealed record DueUpdate(DeviceUpdate Update, Shipment Shipment, FirmwareFile File, HardwareReport? Hardware)
{
    /// <summary>Whose device it is.</summary>
    public UserId? Owner { get; init; }

    /// <summary>How much of the firmware it has while it fetches it; for people.</summary>
    public long? FetchedBytes { get; init; }
}

/// <summary>A device of a shipment, for people.</summary>
/// <param name="Update">Where it stands.</param>
/// <param name="Name">What the device is called.</param>
/// <param name="FirmwareVersion">What it says it runs.</param>
public sealed record ShippedDevice(DeviceUpdate Update, string Name, string? FirmwareVersion)
{
    /// <summary>How much of the firmware it has while it fetches it.</summary>
    public long? FetchedBytes { get; init; }
}
