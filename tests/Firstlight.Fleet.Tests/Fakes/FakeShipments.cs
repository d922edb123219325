using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet.Tests;

/// <summary>Shipments in memory, as far as the courier asks for them.</summary>
internal sealed class FakeShipments : IShipmentStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<DeviceId, DueUpdate> _dues = [];

    public bool IsAway { get; set; }

    public DueUpdate this[DeviceId device]
    {
        get
        {
            lock (_gate)
                return _dues[device];
        }
    }

    public bool IsFinished { get; private set; }

    /// <summary>Happens once, between the next look at a device's update and the change that follows from it.</summary>
    public Action? Meanwhile { get; set; }

    public void Add(DueUpdate due)
    {
        lock (_gate)
            _dues[due.Update.Device] = due;
    }

    public void Change(DeviceId device, Func<DeviceUpdate, DeviceUpdate> change)
    {
        lock (_gate)
            _dues[device] = _dues[device] with { Update = change(_dues[device].Update) };
    }

    public Task<IReadOnlyList<ShipmentId>> ListRunningAsync(CancellationToken cancellation) =>
        Ask<IReadOnlyList<ShipmentId>>(() =>
            IsFinished ? [] : [.. _dues.Values.Select(due => due.Shipment.Id).Distinct()]
        );

    public Task<IReadOnlyList<DueUpdate>> ListWaitingAsync(
        ShipmentId id,
        DeviceId? after,
        int limit,
        CancellationToken cancellation
    ) => Ask<IReadOnlyList<DueUpdate>>(() => [.. Open().Where(due => due.Update.State is UpdateState.Waiting)]);

    public Task<IReadOnlyList<DueUpdate>> ListOverdueAsync(
        DateTimeOffset before,
        int limit,
        CancellationToken cancellation
    ) =>
        Ask<IReadOnlyList<DueUpdate>>(() =>
            [.. Open().Where(due => due.Update.Link is not null && due.Update.ChangedAt < before)]
        );

    public Task<DueUpdate?> FindDueAsync(DeviceId device, CancellationToken cancellation) =>
        Ask(() => Open().FirstOrDefault(due => due.Update.Device == device));

    public Task<int> ChangeAsync(
        IReadOnlyList<(DeviceUpdate From, DeviceUpdate To)> changes,
        CancellationToken cancellation
    ) =>
        Ask(() =>
        {
            var (meanwhile, changed) = (Meanwhile, 0);
            Meanwhile = null;
            meanwhile?.Invoke();
            foreach (var (from, to) in changes)
            {
                if (_dues[from.Device].Update != from)
                    continue;
                _dues[from.Device] = _dues[from.Device] with { Update = to };
                changed++;
            }

            return changed;
        });

    public Task<IReadOnlyList<ShipmentId>> FinishAsync(DateTimeOffset at, CancellationToken cancellation) =>
        Ask<IReadOnlyList<ShipmentId>>(() =>
        {
            IsFinished = !Open().Any();
            return [];
        });

    public Task<ShipmentInsertion> InsertAsync(
        Shipment shipment,
        IReadOnlyList<DeviceId>? devices,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<ShipmentProgress?> FindAsync(ShipmentId id, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ShipmentProgress>> ListAsync(
        OrganisationId organisation,
        ShipmentId? before,
        int limit,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<int> CountRunningAsync(OrganisationId organisation, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ShippedDevice>> ListDevicesAsync(
        ShipmentId id,
        UpdateState? state,
        DeviceId? after,
        int limit,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<IReadOnlyList<DueUpdate>> ListOfDeviceAsync(
        DeviceId device,
        ShipmentId? before,
        int limit,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<bool> TryStopAsync(ShipmentId id, DateTimeOffset at, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<DueUpdate?> FindByLinkAsync(TokenHash link, CancellationToken cancellation) =>
        throw new NotSupportedException();

    private IEnumerable<DueUpdate> Open() => _dues.Values.Where(due => !due.Update.IsOver);

    private Task<T> Ask<T>(Func<T> answer)
    {
        lock (_gate)
            return IsAway ? throw new StorageUnavailableException("away") : Task.FromResult(answer());
    }
}
