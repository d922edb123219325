using Firstlight.Edgent;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Workbench;

/// <summary>
/// Changes a room and writes every change down before it answers, so that the room is the same after a restart. Without a
/// folder the room lasts as long as the program.
/// </summary>
/// <param name="room">The room.</param>
/// <param name="folder">Where it is written down.</param>
/// <param name="tlsByDefault">What a new device speaks when nobody says: TLS where the cloud's certificate can be trusted.</param>
internal sealed class RoomKeeper(Room room, RoomFolder? folder, bool tlsByDefault) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _nextDevice = 1;

    public Room Room => room;

    public bool TlsByDefault => tlsByDefault;

    /// <summary>Furnishes the room as it was left. False when there is nothing to go by.</summary>
    public async Task<bool> ReopenAsync(CancellationToken cancellation)
    {
        if (folder is null || await folder.ReadAsync(cancellation) is not { } plan)
            return false;
        _nextDevice = plan.NextDevice;
        foreach (var network in plan.Networks)
            room.Air.TryAdd(network);
        foreach (var planned in plan.Devices)
        {
            if (room.Add(planned.Id, planned.Model, folder.OpenFlash(planned.Id)) is { } device && planned.Powered)
                await device.PowerOnAsync(cancellation);
        }

        return true;
    }

    /// <summary>Makes a device and switches it on; null when the room is full.</summary>
    public Task<VirtualDevice?> AddDeviceAsync(DeviceModel model, CancellationToken cancellation) =>
        ChangeAsync(
            async () =>
            {
                var id = $"dev-{_nextDevice}";
                if (room.Add(id, model, folder?.OpenFlash(id) ?? new MemoryFlash()) is not { } device)
                    return null;
                _nextDevice++;
                await device.PowerOnAsync(cancellation);
                return device;
            },
            cancellation
        );

    /// <summary>Takes a device out of the room, flash included; false when there is none.</summary>
    public Task<bool> RemoveDeviceAsync(string id, CancellationToken cancellation) =>
        ChangeAsync(
            async () =>
            {
                if (!await room.RemoveAsync(id))
                    return false;
                folder?.RemoveFlash(id);
                return true;
            },
            cancellation
        );

    /// <summary>Puts a device's plug in or pulls it.</summary>
    public Task SetPowerAsync(VirtualDevice device, bool on, CancellationToken cancellation) =>
        ChangeAsync(
            async () =>
            {
                if (on)
                    await device.PowerOnAsync(cancellation);
                else
                    await device.PowerOffAsync(cancellation);
                return on;
            },
            cancellation
        );

    /// <summary>Does something to the networks and writes it down.</summary>
    public Task<bool> ChangeAirAsync(Func<Air, bool> change, CancellationToken cancellation) =>
        ChangeAsync(() => Task.FromResult(change(room.Air)), cancellation);

    public void Dispose() => _turn.Dispose();

    private async Task<T> ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var result = await change();
            if (folder is not null)
                await folder.WriteAsync(Plan(), cancellation);
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    private RoomPlan Plan() =>
        new(
            _nextDevice,
            [
                .. room
                    .Devices.OrderBy(device => device.Id, StringComparer.Ordinal)
                    .Select(device => new PlannedDevice(device.Id, device.Model, device.IsPowered)),
            ],
            room.Air.Networks
        );
}
