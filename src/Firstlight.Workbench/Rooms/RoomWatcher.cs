using System.Threading.Channels;

namespace Firstlight.Workbench;

/// <summary>Something changed: read it again.</summary>
/// <param name="DeviceId">The device; null when the networks changed.</param>
public readonly record struct RoomChange(string? DeviceId);

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

    private HashSet<string> _devices = new(StringComparer.Ordinal);
    private bool _air;

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
            List<RoomChange> changes = [.. _devices.Select(id => new RoomChange(id))];
            if (_air)
                changes.Add(new RoomChange(null));
            _devices = new HashSet<string>(StringComparer.Ordinal);
            _air = false;
            return changes;
        }
    }
}
