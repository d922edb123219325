using Firstlight.Edgent;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Workbench;

/// <summary>One device's radio. Its access point is a portal that the room hands requests to.</summary>
internal sealed class VirtualRadio : IRadio, IDisposable
{
    private readonly Air _air;
    private readonly AirTimings _timings;
    private readonly TimeProvider _time;
    private readonly Action _changed;
    private readonly ITimer _phoneIdle;
    private readonly Lock _gate = new();
    private readonly HashSet<Stream> _sockets = [];
    private Action<RadioNotice> _heard = static _ => { };
    private (AccessPoint Point, Portal Portal)? _raised;
    private string? _joined;
    private bool _phonePresent;

    public VirtualRadio(Air air, RadioFacts facts, AirTimings timings, TimeProvider time, Action changed)
    {
        _air = air;
        _timings = timings;
        _time = time;
        _changed = changed;
        Facts = facts;
        _phoneIdle = time.CreateTimer(
            static radio => ((VirtualRadio)radio!).PhoneLeft(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        air.Enter(this);
    }

    public RadioFacts Facts { get; }

    /// <summary>The access point that is up; null for none.</summary>
    public AccessPoint? AccessPoint
    {
        get
        {
            lock (_gate)
                return _raised?.Point;
        }
    }

    /// <summary>The network it is in; null for none.</summary>
    public string? JoinedSsid
    {
        get
        {
            lock (_gate)
                return _joined;
        }
    }

    public int OpenSockets
    {
        get
        {
            lock (_gate)
                return _sockets.Count;
        }
    }

    public void Listen(Action<RadioNotice> heard) => _heard = heard;

    public async Task<IReadOnlyList<WifiScanEntry>> ScanAsync(CancellationToken cancellation)
    {
        await PassAsync(_timings.Scan, cancellation);
        return _air.Scan();
    }

    public async Task RaiseAccessPointAsync(AccessPoint accessPoint, Portal portal, CancellationToken cancellation)
    {
        await PassAsync(_timings.AccessPoint, cancellation);
        lock (_gate)
            _raised = (accessPoint, portal);
        _changed();
    }

    public Task LowerAccessPointAsync(CancellationToken cancellation)
    {
        Lower();
        _changed();
        return Task.CompletedTask;
    }

    public async Task<JoinResult> JoinAsync(JoinRequest request, CancellationToken cancellation)
    {
        Unlink();
        var result = AirRules.Judge(_air.TryFind(request.Ssid, out var network) ? network : null, request);
        await PassAsync(AirRules.TimeFor(result, _timings), cancellation);
        if (result == JoinResult.Joined)
        {
            // The router may have changed its mind in between.
            result = AirRules.Judge(_air.TryFind(request.Ssid, out network) ? network : null, request);
            if (result == JoinResult.Joined)
            {
                lock (_gate)
                    _joined = request.Ssid;
            }
        }

        _changed();
        return result;
    }

    public Task LeaveAsync(CancellationToken cancellation)
    {
        Unlink();
        _changed();
        return Task.CompletedTask;
    }

    /// <summary>The portal behind the access point, for one request of a phone; null when it is not up.</summary>
    public Portal? FindPortal()
    {
        bool arrived;
        Portal portal;
        lock (_gate)
        {
            if (_raised is not { } raised)
                return null;
            portal = raised.Portal;
            arrived = !_phonePresent;
            _phonePresent = true;
            _phoneIdle.Change(_timings.PhoneIdle, Timeout.InfiniteTimeSpan);
        }

        if (arrived)
            _heard(new RadioNotice.Stations(1));
        return portal;
    }

    /// <summary>True when what is behind the router can be reached now.</summary>
    public bool HasInternet =>
        JoinedSsid is { } ssid && _air.TryFind(ssid, out var network) && network is { On: true, Internet: true };

    /// <summary>Ties an open connection to the link: it breaks when the link does. False when the link is gone already.</summary>
    public bool TryTie(Stream socket)
    {
        lock (_gate)
        {
            if (_joined is null)
                return false;
            _sockets.Add(socket);
            return true;
        }
    }

    public void Untie(Stream socket)
    {
        lock (_gate)
            _sockets.Remove(socket);
    }

    /// <summary>A network of the room changed from <paramref name="before"/> to <paramref name="after"/>.</summary>
    public void NetworkChanged(Network before, Network? after)
    {
        if (JoinedSsid != before.Ssid)
            return;
        if (AirRules.Drops(before, after))
        {
            Unlink();
            _changed();
            _heard(new RadioNotice.LinkLost());
        }
        else if (before.Internet && after is { Internet: false })
        {
            BreakSockets();
        }
    }

    /// <summary>Without power: no access point, no link, no connection; nobody is told.</summary>
    public void PowerLost()
    {
        _heard = static _ => { };
        Lower();
        Unlink();
    }

    public void Dispose()
    {
        PowerLost();
        _air.Leave(this);
        _phoneIdle.Dispose();
    }

    private void Lower()
    {
        lock (_gate)
        {
            _raised = null;
            _phonePresent = false;
            _phoneIdle.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void Unlink()
    {
        lock (_gate)
            _joined = null;
        BreakSockets();
    }

    private void BreakSockets()
    {
        Stream[] sockets;
        lock (_gate)
        {
            sockets = [.. _sockets];
            _sockets.Clear();
        }

        foreach (var socket in sockets)
            socket.Dispose();
    }

    private void PhoneLeft()
    {
        lock (_gate)
        {
            if (!_phonePresent)
                return;
            _phonePresent = false;
        }

        _heard(new RadioNotice.Stations(0));
    }

    private Task PassAsync(TimeSpan span, CancellationToken cancellation) =>
        span == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(span, _time, cancellation);
}
