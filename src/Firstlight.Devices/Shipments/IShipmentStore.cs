using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>How the insertion of a shipment went.</summary>
/// <param name="Shipment">The shipment with its id; null when nothing was stored.</param>
/// <param name="Devices">How many devices it has.</param>
/// <param name="Unknown">The first device that the organisation does not have, or of another template.</param>
public sealed record ShipmentInsertion(Shipment? Shipment, int Devices, DeviceId? Unknown);

/// <summary>
/// What shipments need from the database. Every change is durable when its task ends and happens as a whole or not at all. Any fault is a
/// <see cref="StorageUnavailableException"/>.
/// </summary>
public interface IShipmentStore
{
    /// <summary>
    /// Stores a shipment with its devices: those named, or all of its template in its organisation. What earlier shipments had for them is
    /// skipped. Nothing is stored when a device is unknown or there is none.
    /// </summary>
    Task<ShipmentInsertion> InsertAsync(
        Shipment shipment,
        IReadOnlyList<DeviceId>? devices,
        CancellationToken cancellation
    );

    /// <summary>The shipment with its counts, or null.</summary>
    Task<ShipmentProgress?> FindAsync(ShipmentId id, CancellationToken cancellation);

    /// <summary>Shipments by descending id, before <paramref name="before"/>.</summary>
    Task<IReadOnlyList<ShipmentProgress>> ListAsync(
        OrganisationId organisation,
        ShipmentId? before,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>How many of the organisation's shipments run.</summary>
    Task<int> CountRunningAsync(OrganisationId organisation, CancellationToken cancellation);

    /// <summary>A shipment's devices by id, after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<ShippedDevice>> ListDevicesAsync(
        ShipmentId id,
        UpdateState? state,
        DeviceId? after,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>Makes a shipment that runs a stopped one. False for any other.</summary>
    Task<bool> TryStopAsync(ShipmentId id, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Every organisation's shipments that run.</summary>
    Task<IReadOnlyList<ShipmentId>> ListRunningAsync(CancellationToken cancellation);

    /// <summary>Devices of a shipment that runs which wait, by id, after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<DueUpdate>> ListWaitingAsync(
        ShipmentId id,
        DeviceId? after,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>Attempts under way in shipments that run of which nothing was heard since <paramref name="before"/>.</summary>
    Task<IReadOnlyList<DueUpdate>> ListOverdueAsync(DateTimeOffset before, int limit, CancellationToken cancellation);

    /// <summary>What the latest shipment that runs has for a device, if that is not over; null otherwise.</summary>
    Task<DueUpdate?> FindDueAsync(DeviceId device, CancellationToken cancellation);

    /// <summary>What the shipments of its organisation had and have for a device, the latest first, before <paramref name="before"/>.</summary>
    Task<IReadOnlyList<DueUpdate>> ListOfDeviceAsync(
        DeviceId device,
        ShipmentId? before,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>The update that may be fetched by this token, in a shipment that runs; null for any other.</summary>
    Task<DueUpdate?> FindByLinkAsync(TokenHash link, CancellationToken cancellation);

    /// <summary>
    /// Brings updates from one state to the next. One whose shipment runs no more, or that is not in the state and attempt it was in, stays as it is.
    /// </summary>
    /// <returns>How many were changed.</returns>
    Task<int> ChangeAsync(IReadOnlyList<(DeviceUpdate From, DeviceUpdate To)> changes, CancellationToken cancellation);

    /// <summary>Ends shipments that run and whose devices are all done or skipped.</summary>
    Task<IReadOnlyList<ShipmentId>> FinishAsync(DateTimeOffset at, CancellationToken cancellation);
}
