using Firstlight.Devices;

namespace Firstlight.Api;

/// <summary>A firmware file.</summary>
/// <param name="Sha256">In base64, as devices are told it.</param>
/// <param name="BundleArchitecture">For which processor a signed bundle is; null for a plain image.</param>
internal sealed record FirmwareFileAnswer(
    long Id,
    string TemplateId,
    string FileName,
    long Bytes,
    string Sha256,
    string Type,
    string Version,
    string? Build,
    string? BundleArchitecture,
    long UploadedBy,
    DateTimeOffset UploadedAt
)
{
    public static FirmwareFileAnswer Of(FirmwareFile file) =>
        new(
            file.Id.Value,
            file.Template.Value,
            file.FileName,
            file.Bytes,
            file.Sha256,
            file.Type,
            file.Version,
            file.Build,
            file.BundleArchitecture,
            file.UploadedBy.Value,
            file.UploadedAt
        );
}

/// <summary>What starts a shipment.</summary>
/// <param name="FirmwareId">Which firmware.</param>
/// <param name="DeviceIds">To which devices; left out, to every device of the template that the organisation has now.</param>
/// <param name="Title">What people call it; the version and the day when left out.</param>
/// <param name="AttemptsLimit">How often a device is told within the reset period; 3 when left out.</param>
/// <param name="AttemptsResetSeconds">The reset period; a day when left out.</param>
internal sealed record StartShipment(
    long? FirmwareId,
    IReadOnlyList<long>? DeviceIds,
    string? Title,
    int? AttemptsLimit,
    long? AttemptsResetSeconds
);

/// <summary>How many devices are in each state.</summary>
internal sealed record ShipmentCounts(
    int Waiting,
    int Told,
    int Downloading,
    int Downloaded,
    int Done,
    int Failed,
    int Skipped
)
{
    public static ShipmentCounts Of(IReadOnlyDictionary<UpdateState, int> counts) =>
        new(
            counts.GetValueOrDefault(UpdateState.Waiting),
            counts.GetValueOrDefault(UpdateState.Told),
            counts.GetValueOrDefault(UpdateState.Downloading),
            counts.GetValueOrDefault(UpdateState.Downloaded),
            counts.GetValueOrDefault(UpdateState.Done),
            counts.GetValueOrDefault(UpdateState.Failed),
            counts.GetValueOrDefault(UpdateState.Skipped)
        );
}

internal sealed record ShipmentAnswer(
    long Id,
    string Title,
    string TemplateId,
    long FirmwareId,
    ShipmentState State,
    int AttemptsLimit,
    long AttemptsResetSeconds,
    int DeviceCount,
    ShipmentCounts Counts,
    long CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt
)
{
    public static ShipmentAnswer Of(ShipmentProgress progress)
    {
        var shipment = progress.Shipment;
        return new ShipmentAnswer(
            shipment.Id.Value,
            shipment.Title,
            shipment.Template.Value,
            shipment.Firmware.Value,
            shipment.State,
            shipment.AttemptsLimit,
            (long)shipment.AttemptsReset.TotalSeconds,
            progress.Counts.Values.Sum(),
            ShipmentCounts.Of(progress.Counts),
            shipment.CreatedBy.Value,
            shipment.CreatedAt,
            shipment.EndedAt
        );
    }
}

/// <summary>One device of a shipment.</summary>
/// <param name="FirmwareVersion">What it says it runs.</param>
/// <param name="FetchedBytes">How much of the firmware it has; null when it does not fetch it right now.</param>
internal sealed record ShippedDeviceAnswer(
    long DeviceId,
    string Name,
    UpdateState State,
    UpdateReason? Reason,
    int Attempts,
    string? FirmwareVersion,
    long? FetchedBytes,
    DateTimeOffset ChangedAt
)
{
    public static ShippedDeviceAnswer Of(ShippedDevice device) =>
        new(
            device.Update.Device.Value,
            device.Name,
            device.Update.State,
            device.Update.Reason,
            device.Update.Attempts,
            device.FirmwareVersion,
            device.FetchedBytes,
            device.Update.ChangedAt
        );
}

/// <summary>The update that waits for a device or is under way.</summary>
internal sealed record PendingUpdateAnswer(
    long ShipmentId,
    string Title,
    string Version,
    string? Build,
    UpdateState State,
    UpdateReason? Reason,
    int Attempts,
    DateTimeOffset ChangedAt
)
{
    public static PendingUpdateAnswer Of(DueUpdate due) =>
        new(
            due.Shipment.Id.Value,
            due.Shipment.Title,
            due.File.Version,
            due.File.Build,
            due.Update.State,
            due.Update.Reason,
            due.Update.Attempts,
            due.Update.ChangedAt
        );
}

/// <summary>What a shipment had or has for a device.</summary>
/// <param name="Bytes">How long the firmware is.</param>
/// <param name="FetchedBytes">How much of it the device has; null when it does not fetch it right now.</param>
internal sealed record DeviceUpdateAnswer(
    long ShipmentId,
    string Title,
    ShipmentState ShipmentState,
    long FirmwareId,
    string Version,
    string? Build,
    long Bytes,
    UpdateState State,
    UpdateReason? Reason,
    int Attempts,
    int AttemptsLimit,
    long AttemptsResetSeconds,
    long? FetchedBytes,
    DateTimeOffset ChangedAt
)
{
    public static DeviceUpdateAnswer Of(DueUpdate due) =>
        new(
            due.Shipment.Id.Value,
            due.Shipment.Title,
            due.Shipment.State,
            due.File.Id.Value,
            due.File.Version,
            due.File.Build,
            due.File.Bytes,
            due.Update.State,
            due.Update.Reason,
            due.Update.Attempts,
            due.Shipment.AttemptsLimit,
            (long)due.Shipment.AttemptsReset.TotalSeconds,
            due.FetchedBytes,
            due.Update.ChangedAt
        );
}
