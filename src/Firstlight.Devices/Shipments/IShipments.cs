using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>What a person says when starting a shipment.</summary>
/// <param name="Firmware">Which firmware.</param>
/// <param name="Devices">To which devices; null: to every device of the template that the organisation has now.</param>
/// <param name="Title">What to call it, unique among those that run; null: the firmware's version and the day.</param>
/// <param name="AttemptsLimit">How often a device is told within the reset period; null: 3.</param>
/// <param name="AttemptsReset">The reset period; null: 24 hours.</param>
public sealed record ShipmentDraft(
    FirmwareId Firmware,
    IReadOnlyList<DeviceId>? Devices = null,
    string? Title = null,
    int? AttemptsLimit = null,
    TimeSpan? AttemptsReset = null
);

/// <summary>A page of shipments, newest first.</summary>
public sealed record ShipmentPage(IReadOnlyList<ShipmentProgress> Items, string? Next);

/// <summary>A page of a shipment's devices, by id.</summary>
public sealed record ShippedDevicePage(IReadOnlyList<ShippedDevice> Items, string? Next);

/// <summary>A page of what shipments had and have for one device, the latest first.</summary>
public sealed record DeviceUpdatePage(IReadOnlyList<DueUpdate> Items, string? Next);

/// <summary>Firmware on its way to the devices of an organisation. Others' shipments look like shipments that do not exist.</summary>
public interface IShipments
{
    /// <summary>
    /// Starts one: on disk with all its devices before this returns. A device is in one shipment at a time; the latest has it.
    /// </summary>
    Task<Outcome<ShipmentProgress>> StartAsync(
        OrganisationId organisation,
        UserId person,
        ShipmentDraft draft,
        CancellationToken cancellation
    );

    /// <summary>Ends one: nobody is told from now on. Refuses (conflict) when it has ended.</summary>
    Task<Outcome<ShipmentProgress>> StopAsync(
        OrganisationId organisation,
        ShipmentId id,
        CancellationToken cancellation
    );

    /// <summary>One shipment, or null.</summary>
    Task<ShipmentProgress?> FindAsync(OrganisationId organisation, ShipmentId id, CancellationToken cancellation);

    /// <summary>Shipments, newest first.</summary>
    Task<Outcome<ShipmentPage>> ListAsync(
        OrganisationId organisation,
        string? cursor,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>A shipment's devices, by id, perhaps only those in one state.</summary>
    Task<Outcome<ShippedDevicePage>> ListDevicesAsync(
        OrganisationId organisation,
        ShipmentId id,
        UpdateState? state,
        string? cursor,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>The update that waits for a device or is under way, with its firmware; null when there is none.</summary>
    Task<DueUpdate?> FindPendingAsync(OrganisationId organisation, DeviceId device, CancellationToken cancellation);

    /// <summary>What shipments had and have for a device, the latest first.</summary>
    Task<Outcome<DeviceUpdatePage>> ListOfDeviceAsync(
        OrganisationId organisation,
        DeviceId device,
        string? cursor,
        int limit,
        CancellationToken cancellation
    );
}
