using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>Devices that come from another node, or have gone to one.</summary>
internal sealed partial class Roster
{
    /// <summary>
    /// The device lives on another node: nobody of it is left here, and nothing is told of its going, for it is online there. Answers the connection
    /// to close.
    /// </summary>
    public DeviceSession? Lose(DeviceId device)
    {
        lock (_gate)
        {
            if (!_present.Remove(device, out var entry))
                return null;
            if (entry.Session is not null)
                _connected--;
            return entry.Session;
        }
    }

    /// <summary>
    /// A device was online on a node that is gone: it has until <paramref name="offlineAt"/> to come back. Nothing to do when it is here already.
    /// </summary>
    public void Adopt(DeviceIdentity identity, DateTimeOffset lastSeen, DateTimeOffset offlineAt)
    {
        lock (_gate)
        {
            var entry = new Entry
            {
                Organisation = identity.Organisation,
                Owner = identity.Owner,
                LastSeen = lastSeen,
                State = new PresenceState(IsConnected: false, offlineAt),
            };
            if (_present.TryAdd(identity.Device, entry))
                Queue(identity.Device, entry, offlineAt);
        }
    }

    /// <summary>A device that is online at the home that it leaves is about to arrive here: people need not be told so again.</summary>
    public void Inherit(DeviceIdentity identity)
    {
        var now = _time.GetUtcNow();
        Adopt(identity, now, now + OfflineRule.DefaultWait);
    }

    /// <summary>
    /// This node ends, and others go on: whoever is online stays so, with a time to come back that its next home or the heir of this node gives it.
    /// </summary>
    public void LeaveAllToOthers()
    {
        lock (_gate)
        {
            foreach (var (device, entry) in _present)
            {
                var lastSeen = entry.Session?.LastSeen ?? entry.LastSeen;
                _outbox.Note(new PresenceRecord(device, Online: true, lastSeen, Connected: false));
            }

            Clear();
        }
    }

    private void Clear()
    {
        _present.Clear();
        _waits.Clear();
        _connected = 0;
    }
}
