using Firstlight.Activation;
using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>
/// Who is connected and who is online: one lock, so that a login and the end of an older connection cannot cross. It
/// never waits; the caller brings the places in the outbox for the events that may follow. Its lock is taken inside a
/// twin's gate and outside the outbox, never the other way.
/// </summary>
internal sealed partial class Roster : IDisposable
{
    private readonly Outbox _outbox;
    private readonly ILiveEvents _live;
    private readonly TimeProvider _time;
    private readonly WaitQueue _waits;
    private readonly Lock _gate = new();
    private readonly Dictionary<DeviceId, Entry> _present = []; // connected, or within the wait
    private readonly Dictionary<DeviceId, DeviceSession> _waiting = []; // connected with a pending token
    private readonly RecentRevocations _revocations = new();
    private int _connected;

    public Roster(Outbox outbox, ILiveEvents live, TimeProvider time)
    {
        _outbox = outbox;
        _live = live;
        _time = time;
        _waits = new WaitQueue(time);
    }

    /// <summary>Set when a wait is over.</summary>
    public WakeUp WaitsEnded => _waits.Ended;

    public int ConnectedCount => Volatile.Read(ref _connected);

    /// <summary>Devices connected or within the wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _present.Count;
        }
    }

    /// <summary>Places in the queue of waits.</summary>
    public int QueuedWaits
    {
        get
        {
            lock (_gate)
                return _waits.Count;
        }
    }

    /// <summary>Take it before asking the store about a token; <see cref="TryArrive"/> wants it back.</summary>
    public long Stamp
    {
        get
        {
            lock (_gate)
                return _revocations.Stamp;
        }
    }

    public bool IsOnline(DeviceId device)
    {
        lock (_gate)
            return _present.TryGetValue(device, out var entry) && entry.State.IsOnline(_time.GetUtcNow());
    }

    public DeviceSession? Find(DeviceId device)
    {
        lock (_gate)
            return _present.TryGetValue(device, out var entry) ? entry.Session : null;
    }

    /// <summary>A device with a pending token connected. Answers the older connection that waits with one, which may be this.</summary>
    public DeviceSession? Wait(DeviceSession session)
    {
        lock (_gate)
        {
            _waiting.TryGetValue(session.Device, out var older);
            if (IsNewer(older, session))
                return session;
            _waiting[session.Device] = session;
            return older;
        }
    }

    /// <summary>
    /// Makes the session its device's connection. False when the session has ended already, or the device's tokens were
    /// revoked after <paramref name="stamp"/>: ask the store again.
    /// </summary>
    /// <param name="revokesOthers">The session's token replaces every other token of the device.</param>
    /// <param name="older">The connection that must be closed now; the session itself when its device logged in again meanwhile.</param>
    /// <param name="wentOnline">True when a place in the outbox was used for the event.</param>
    public bool TryArrive(
        DeviceSession session,
        DeviceIdentity identity,
        long stamp,
        bool revokesOthers,
        out DeviceSession? older,
        out bool wentOnline
    )
    {
        lock (_gate)
        {
            older = null;
            wentOnline = false;
            var device = session.Device;
            if (session.HasEnded || _revocations.MayConcern(device, stamp, session.Provisioning))
                return false;
            if (revokesOthers)
                _revocations.Add(device, session.Provisioning);
            StopWaiting(session);
            session.BecomeReady(identity);

            if (!_present.TryGetValue(device, out var entry))
                _present.Add(device, entry = new Entry());
            if (!revokesOthers && IsNewer(entry.Session, session))
            {
                older = session;
                return true;
            }

            if (entry.Session is null)
                _connected++;
            else if (entry.Session != session)
                older = entry.Session;
            entry.Session = session;
            entry.State = entry.State.Arrive(out wentOnline);

            var now = _time.GetUtcNow();
            _outbox.Note(new PresenceRecord(device, Online: true, now, Connected: true));
            if (wentOnline)
            {
                _outbox.Add(new EventRecord(device, LifecycleEvents.Online, null, now));
                var data = new DeviceOnline(device.Value, session.Link.Protocol);
                _live.Publish(
                    new LiveEvent(identity.Organisation, "device.online", now, data) { Owner = identity.Owner }
                );
            }

            return true;
        }
    }

    /// <summary>The session's connection ended. Only the device's newest connection begins the wait.</summary>
    public void Leave(DeviceSession session, DateTimeOffset lastSeen, DateTimeOffset offlineAt)
    {
        lock (_gate)
        {
            session.End();
            StopWaiting(session);
            if (!TryGetCurrent(session, out var entry))
                return;
            entry.Session = null;
            entry.Organisation = session.Identity.Organisation;
            entry.Owner = session.Identity.Owner;
            entry.LastSeen = lastSeen;
            entry.State = entry.State.Leave(offlineAt);
            _connected--;
            _outbox.Note(new PresenceRecord(session.Device, Online: true, lastSeen, Connected: false));
            Queue(session.Device, entry, offlineAt);
        }
    }

    /// <summary>A connected device gave a life sign that is worth storing.</summary>
    public void NoteLife(DeviceSession session, DateTimeOffset lastSeen)
    {
        lock (_gate)
        {
            if (TryGetCurrent(session, out _))
                _outbox.Note(new PresenceRecord(session.Device, Online: true, lastSeen, Connected: false));
        }
    }

    /// <summary>A device called without a connection: it lives, and that alone does not make it online.</summary>
    public void NoteVisit(DeviceId device, DateTimeOffset at)
    {
        lock (_gate)
            _outbox.Note(new PresenceRecord(device, _present.ContainsKey(device), at, Connected: false));
    }

    /// <summary>A token of the device was used without a connection and replaces all others. Answers the connection to close.</summary>
    public DeviceSession? Revoke(DeviceId device, ProvisioningSessionId kept)
    {
        lock (_gate)
        {
            _revocations.Add(device, kept);
            return _present.TryGetValue(device, out var entry) && entry.Session?.Provisioning != kept
                ? entry.Session
                : null;
        }
    }

    /// <summary>The device was deleted: nobody of it is left, and nothing is told of its going. Answers the connections to close.</summary>
    public (DeviceSession? Connected, DeviceSession? Waiting) Expel(DeviceId device)
    {
        lock (_gate)
        {
            _revocations.Add(device, kept: null);
            _waiting.Remove(device, out var waiting);
            if (_present.Remove(device, out var entry) && entry.Session is not null)
                _connected--;
            return (entry?.Session, waiting);
        }
    }

    /// <summary>
    /// The device was given to somebody else: its connection stays, and what happens to it from now on is told to those it belongs to.
    /// Whoever is on the way in asks the store again.
    /// </summary>
    public void Move(DeviceId device, OrganisationId organisation, UserId? owner)
    {
        lock (_gate)
        {
            _revocations.Add(device, kept: null);
            if (!_present.TryGetValue(device, out var entry))
                return;
            entry.Session?.MoveTo(organisation, owner);
            entry.Organisation = organisation;
            entry.Owner = owner;
        }
    }

    /// <summary>True when a wait is over; otherwise <see cref="WaitsEnded"/> is set when the next one is.</summary>
    public bool HasWaitEnded()
    {
        lock (_gate)
            return _waits.HasEnded();
    }

    /// <summary>Looks at one wait whose time has come. Answers true when the device went offline and a place was used for the event.</summary>
    public bool EndOneWait()
    {
        lock (_gate)
        {
            if (!_waits.TryTake(out var device, out var due))
                return false;
            if (!_present.TryGetValue(device, out var entry) || entry.Queued != due)
                return false;
            entry.Queued = null;
            var offlineAt = entry.State.OfflineAt;
            entry.State = entry.State.Elapse(_time.GetUtcNow(), out var wentOffline);
            if (!wentOffline)
            {
                // It came back and left again meanwhile: the same entry goes on with the later end.
                if (offlineAt is { } later)
                    Queue(device, entry, later);
                return false;
            }

            _present.Remove(device);
            _outbox.Note(new PresenceRecord(device, Online: false, entry.LastSeen, Connected: false));
            _outbox.Add(new EventRecord(device, LifecycleEvents.Offline, null, offlineAt!.Value));
            var data = new DeviceOffline(device.Value, entry.LastSeen);
            _live.Publish(
                new LiveEvent(entry.Organisation, "device.offline", offlineAt.Value, data) { Owner = entry.Owner }
            );
            return true;
        }
    }

    /// <summary>The server stops: everyone is stored as not online, and no event says so, for it was not the devices that left.</summary>
    public void StoreAllOffline()
    {
        lock (_gate)
        {
            foreach (var (device, entry) in _present)
            {
                var lastSeen = entry.Session?.LastSeen ?? entry.LastSeen;
                _outbox.Note(new PresenceRecord(device, Online: false, lastSeen, Connected: false));
            }

            Clear();
        }
    }

    public void Dispose() => _waits.Dispose();

    private void StopWaiting(DeviceSession session)
    {
        if (_waiting.TryGetValue(session.Device, out var waiting) && waiting == session)
            _waiting.Remove(session.Device);
    }

    private void Queue(DeviceId device, Entry entry, DateTimeOffset offlineAt)
    {
        // One place in the queue per device, however often it comes and goes; moved only when the end comes sooner.
        if (entry.Queued <= offlineAt)
            return;
        entry.Queued = offlineAt;
        _waits.Add(device, offlineAt);
    }
}
