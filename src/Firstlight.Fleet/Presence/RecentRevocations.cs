using Firstlight.Activation;
using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>
/// Devices whose tokens died while someone may be on the way in with one: the store answered "active", then the device
/// was deleted or activated with a new token, and only then the session is registered. Guarded by its owner.
/// </summary>
internal sealed class RecentRevocations
{
    /// <summary>Revocations remembered. Whoever began before the oldest of them is asked to begin again.</summary>
    public const int Remembered = 4_096;

    private readonly Queue<DeviceId> _order = new();
    private readonly Dictionary<DeviceId, (long Number, ProvisioningSessionId? Kept)> _revoked = [];
    private long _forgottenThrough;

    public int Count => _revoked.Count;

    /// <summary>Where an arrival begins.</summary>
    public long Stamp { get; private set; }

    /// <summary>Every token of the device is dead but the one of <paramref name="kept"/>.</summary>
    public void Add(DeviceId device, ProvisioningSessionId? kept)
    {
        Stamp++;
        _revoked[device] = (Stamp, kept);
        _order.Enqueue(device);
        if (_order.Count <= Remembered)
            return;
        var forgotten = _order.Dequeue();
        if (_revoked.TryGetValue(forgotten, out var entry) && entry.Number <= Stamp - Remembered)
            _revoked.Remove(forgotten);
        _forgottenThrough = Stamp - Remembered;
    }

    /// <summary>True when what an arrival learned after <paramref name="stamp"/> may no longer hold.</summary>
    public bool MayConcern(DeviceId device, long stamp, ProvisioningSessionId? mine)
    {
        if (stamp < _forgottenThrough)
            return true;
        if (!_revoked.TryGetValue(device, out var entry) || entry.Number <= stamp)
            return false;
        return mine is null || entry.Kept != mine;
    }
}
