using System.Collections.Concurrent;
using Firstlight.Edgent;

namespace Firstlight.Workbench;

/// <summary>A room with its air and its devices. Safe for use from any thread.</summary>
public sealed class Room : IAsyncDisposable
{
    private readonly RoomOptions _options;
    private readonly ConcurrentDictionary<string, VirtualDevice> _devices = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<RoomWatcher, byte> _watchers = new();

    /// <summary>An empty room.</summary>
    public Room(RoomOptions options)
    {
        _options = options;
        Air = new Air(() => Notify(static watcher => watcher.AirChanged()));
    }

    /// <summary>The networks.</summary>
    public Air Air { get; }

    /// <summary>Every device, in no order.</summary>
    public ICollection<VirtualDevice> Devices => _devices.Values;

    /// <summary>Connections to the cloud that are open now, of all devices.</summary>
    public int OpenSockets => _devices.Values.Sum(device => device.OpenSockets);

    /// <summary>Puts a device into the room, without power. Null when the id is taken or the room is full.</summary>
    /// <exception cref="ArgumentException">The model has a fault, see <see cref="DeviceModel.FindFault"/>.</exception>
    public VirtualDevice? Add(string id, DeviceModel model, IConfigStore flash)
    {
        if (model.FindFault() is { } fault)
            throw new ArgumentException($"{fault.Field}: {fault.Message}", nameof(model));
        if (_devices.Count >= _options.DevicesMax)
            return null;
        var device = new VirtualDevice(id, model, flash, Air, _options, NotifyDevice);
        if (!_devices.TryAdd(id, device))
            return null;
        NotifyDevice(device);
        return device;
    }

    /// <summary>The device, or null.</summary>
    public VirtualDevice? Find(string id) => _devices.GetValueOrDefault(id);

    /// <summary>Pulls its plug and takes it out of the room. False when there is none.</summary>
    public async Task<bool> RemoveAsync(string id)
    {
        if (!_devices.TryRemove(id, out var device))
            return false;
        await device.DisposeAsync();
        NotifyDevice(device);
        return true;
    }

    /// <summary>
    /// The whole room, then everything that changes in it, until cancelled; see <see cref="RoomChange"/>. A slow watcher misses
    /// steps, never the last.
    /// </summary>
    public async IAsyncEnumerable<RoomChange> WatchAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var watcher = new RoomWatcher();
        _watchers.TryAdd(watcher, 0);
        try
        {
            while (await watcher.NextAsync(cancellation) is { } changes)
            {
                foreach (var change in changes)
                    yield return change;
            }
        }
        finally
        {
            _watchers.TryRemove(watcher, out _);
        }
    }

    /// <summary>Pulls every plug.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var device in _devices.Values)
            await device.DisposeAsync();
        _devices.Clear();
    }

    private void NotifyDevice(VirtualDevice device) => Notify(watcher => watcher.DeviceChanged(device.Id));

    private void Notify(Action<RoomWatcher> tell)
    {
        // Load runs have no watcher and must not pay for one.
        if (_watchers.IsEmpty)
            return;
        foreach (var (watcher, _) in _watchers)
            tell(watcher);
    }
}
