using System.Globalization;
using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>A shipment's number.</summary>
public readonly record struct ShipmentId(long Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Where a shipment stands.</summary>
public enum ShipmentState
{
    /// <summary>Devices are told of their firmware as they come.</summary>
    Running,

    /// <summary>A person ended it: nobody is told any more.</summary>
    Stopped,

    /// <summary>Every device has the firmware, or does not want it.</summary>
    Finished,
}

/// <summary>Where one device stands in a shipment.</summary>
public enum UpdateState
{
    /// <summary>It has not been told yet, or the last attempt failed and another one follows.</summary>
    Waiting,

    /// <summary>It was told where the firmware is.</summary>
    Told,

    /// <summary>It is fetching the firmware.</summary>
    Downloading,

    /// <summary>It has all of it.</summary>
    Downloaded,

    /// <summary>It came back and runs the firmware.</summary>
    Done,

    /// <summary>Its attempts are used up. After the reset period it gets new ones.</summary>
    Failed,

    /// <summary>It needs no update, or not this one.</summary>
    Skipped,
}

/// <summary>Why a device was skipped, or how its last attempt failed.</summary>
public enum UpdateReason
{
    /// <summary>It runs that firmware already.</summary>
    AlreadyInstalled,

    /// <summary>It says that it runs another type of firmware.</summary>
    OtherType,

    /// <summary>A later shipment has other firmware for it.</summary>
    Replaced,

    /// <summary>It was told and did not fetch the firmware.</summary>
    NotDownloaded,

    /// <summary>It did not fetch the firmware to its end.</summary>
    DownloadBroken,

    /// <summary>It fetched the firmware and came back with the old one: the image did not arrive whole, or the device refused it.</summary>
    CameBackUnchanged,
}

/// <summary>Firmware on its way to devices.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Organisation">Whose devices they are.</param>
/// <param name="Template">Of which template.</param>
/// <param name="Firmware">Which firmware.</param>
/// <param name="Title">What people call it.</param>
/// <param name="AttemptsLimit">How often one device is told within <paramref name="AttemptsReset"/>.</param>
/// <param name="AttemptsReset">After this long a device whose attempts are used up gets new ones.</param>
/// <param name="State">Where it stands.</param>
/// <param name="CreatedBy">Who started it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="EndedAt">When it was stopped or finished.</param>
public sealed record Shipment(
    ShipmentId Id,
    OrganisationId Organisation,
    TemplateId Template,
    FirmwareId Firmware,
    string Title,
    int AttemptsLimit,
    TimeSpan AttemptsReset,
    ShipmentState State,
    UserId CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt
);

/// <summary>How many devices of a shipment are in which state; states without a device are absent.</summary>
public sealed record ShipmentProgress(Shipment Shipment, IReadOnlyDictionary<UpdateState, int> Counts);
