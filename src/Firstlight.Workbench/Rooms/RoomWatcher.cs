using System.Threading.Channels;

namespace Firstlight.Workbench;

/// <summary>Something changed: read it again.</summary>
/// <param name="What">What to read.</param>
/// <param name="DeviceId">The device; null unless <see cref="RoomPart.Device"/> changed.</param>
public readonly record struct RoomChange(RoomPart What, string? DeviceId = null);

/// <summary>A part of the room that changes by itself.</summary>
public enum RoomPart
{
    /// <summary>All of it: the first a watcher hears.</summary>
    Everything,

    /// <summary>One device.</summary>
    Device,

    /// <summary>The networks.</summary>
    Networks,
}

/// <summary>
/// What one watcher has not seen yet. It keeps ids, not events, so it never grows beyond the room and a slow watcher always
/// ends up with the latest state.
/// </summary>
internal sealed class RoomWatcher
{
    private readonly Lock _gate = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    private readonly HashSet<string> _devices = new(StringComparer.Ordinal);
    private bool _everything = true;
    private bool _air;

    public RoomWatcher() => _signal.Writer.TryWrite(true);

    public void DeviceChanged(string id)
    {
        lock (_gate)
            _devices.Add(id);
        _signal.Writer.TryWrite(true);
    }

    public void AirChanged()
    {
        lock (_gate)
            _air = true;
        _signal.Writer.TryWrite(true);
    }

    /// <summary>What changed since the last call, as soon as there is something; null when cancelled.</summary>
    public async Task<IReadOnlyList<RoomChange>?> NextAsync(CancellationToken cancellation)
    {
        try
        {
            await _signal.Reader.ReadAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // How every watch ends: its reader has gone, or the program stops.
            return null;
        }

        lock (_gate)
        {
            List<RoomChange> changes = [];
            // What is read as a whole needs no parts beside it.
            if (_everything)
                changes.Add(new RoomChange(RoomPart.Everything));
            else
                changes.AddRange(_devices.Select(id => new RoomChange(RoomPart.Device, id)));
            if (_air && !_everything)
                changes.Add(new RoomChange(RoomPart.Networks));
            _devices.Clear();
            _air = _everything = false;
            return changes;
        }
    }
}
