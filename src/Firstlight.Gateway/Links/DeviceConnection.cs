using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Door;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Links;

/// <summary>
/// One device link from its first byte to its end, whatever it speaks: login, then what comes, one after the other. A frame
/// is handled before the next one is read, so a slow store slows the device down instead of filling memory.
/// </summary>
internal abstract partial class DeviceConnection(LinkServices services, Wire wire, DeviceLink link) : IWatched
{
    private LazyEnd _ended;
    private Task? _silence;
    private long _due = services.After(services.Options.LoginTimeout);
    private long _heardAt;
    private long _infoDue;
    private volatile bool _isIn;
    private volatile bool _busy;
    private volatile bool _leaving;
    private bool _ending;

    public Task Ended => _ended.Task;

    protected LinkServices Services => services;

    protected Wire Wire => wire;

    /// <summary>The device's session, once it was let in.</summary>
    protected IDeviceSession? Session { get; private set; }

    /// <summary>Why the protocol itself ends the link.</summary>
    protected Ending? Verdict { get; set; }

    /// <summary>How long the device may be silent, in timestamp ticks.</summary>
    protected abstract long IdleTicks { get; }

    public void Tick(long now)
    {
        if (link.IsStuck(now))
            Abort(Ending.Stuck);
        else if (!_isIn)
            AbortWhen(now >= Volatile.Read(ref _due), Ending.SlowLogin);
        else
        {
            // A device that waits for our store is not silent.
            AbortWhen(!_busy && now - Volatile.Read(ref _heardAt) >= IdleTicks, Ending.Silent);
            if (!link.IsOpen && now >= Volatile.Read(ref _infoDue))
                StartWithoutInfo();
        }
    }

    public void Abort(Ending ending) => link.Abort(ending);

    /// <summary>Ends when the link has ended and the device's session is given back. Never fails.</summary>
    public async Task RunAsync()
    {
        services.Metrics.LinkOpened(wire.Protocol);
        var ending = Ending.Closed;
        try
        {
            if (await LogInAsync())
            {
                // Here and not in a method of its own: what waits all day for the next byte is to be small.
                while (await HearAsync() && await wire.Input.FillAsync(wire.Ended)) { }
            }

            if (wire.IsLost)
                ending = Ending.Lost;
        }
        catch (ProtocolViolationException violation)
        {
            ending = Ending.Closed with { Words = violation.Message };
            Violated(violation.Message);
        }
        catch (StorageUnavailableException away)
        {
            ending = Ending.StoreAway;
            if (Session is null)
                services.Metrics.LoggedIn("unavailable");
            services.StorageAway(away.Message);
        }
        catch (Exception lost) when (DeviceLink.IsLost(lost))
        {
            ending = Ending.Lost;
        }
        catch (Exception fault)
        {
            ending = Ending.Fault;
            services.Metrics.Violated("fault");
            Log.ConnectionFaulted(services.Logger, fault);
        }

        await EndAsync(link.Aborted ?? Verdict ?? ending);
    }

    /// <summary>Reads who calls and brings them to <see cref="EnterAsync"/>; false ends the link.</summary>
    protected abstract Task<bool> LogInAsync();

    /// <summary>Handles every whole frame that is here; false ends the link.</summary>
    protected abstract ValueTask<bool> HandleArrivedAsync(long now);

    /// <summary>The device said nothing about itself within its time. False when it may not stay.</summary>
    protected abstract ValueTask<bool> GoOnWithoutInfoAsync(CancellationToken cancellation);

    /// <summary>What the protocol has to do at the end while the session is still there.</summary>
    protected virtual ValueTask LeaveAsync(Ending ending) => ValueTask.CompletedTask;

    /// <summary>Gives back what is held of the fleet.</summary>
    protected virtual ValueTask GiveBackAsync() => Session?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected void Violated(string reason)
    {
        services.Metrics.Violated("protocol");
        if (Session is null)
            Log.StrangerViolated(services.Logger, wire.Remote, reason);
        else
        {
            Session.NoteFault(Complaints.Broken(reason));
            Log.ProtocolViolated(services.Logger, Session.Device, wire.Remote, reason);
        }
    }

    /// <summary>
    /// Handles what has arrived; false when nothing more is to be heard. The store takes its time: the device cannot be heard
    /// meanwhile, and must not be called silent for it.
    /// </summary>
    private async ValueTask<bool> HearAsync()
    {
        var now = services.Time.GetTimestamp();
        Volatile.Write(ref _heardAt, now);
        Session?.Touch();
        _busy = true;
        Interlocked.MemoryBarrier(); // Either this sees that the device is let go, or LetGo sees that it is being heard.
        if (_leaving)
        {
            await PartAsync();
            return false;
        }

        var handling = HandleArrivedAsync(now);
        var waited = !handling.IsCompleted;
        var goesOn = await handling;
        if (waited)
            Volatile.Write(ref _heardAt, services.Time.GetTimestamp());
        _busy = false;
        Interlocked.MemoryBarrier();
        if (!goesOn || !_leaving)
            return goesOn;
        await PartAsync();
        return false;
    }

    private void StartWithoutInfo()
    {
        // Never behind the end, which waits for it before it gives the session back.
        lock (wire)
        {
            if (!_ending)
                _silence ??= StartTalkingAsync();
        }
    }

    /// <summary>The device logged in and says nothing about itself: normal traffic may start.</summary>
    private async Task StartTalkingAsync()
    {
        try
        {
            if (await GoOnWithoutInfoAsync(wire.Ended))
                link.Open();
            else
                Abort(Ending.NotProvisioned);
        }
        catch (StorageUnavailableException away)
        {
            services.StorageAway(away.Message);
            Abort(Ending.StoreAway);
        }
        catch (Exception lost) when (DeviceLink.IsLost(lost))
        {
            Abort(Ending.Lost);
        }
        catch (Exception fault)
        {
            Log.ConnectionFaulted(services.Logger, fault);
            Abort(Ending.Fault);
        }
    }

    private async Task EndAsync(Ending ending)
    {
        try
        {
            lock (wire)
                _ending = true;
            await LeaveAsync(ending);
        }
        catch (StorageUnavailableException away)
        {
            services.StorageAway(away.Message);
        }
        catch (Exception lost) when (DeviceLink.IsLost(lost))
        {
            // There is nobody to take leave of.
        }
        catch (Exception fault)
        {
            Log.ConnectionFaulted(services.Logger, fault);
        }

        link.End();
        wire.Cut();
        try
        {
            if (_silence is not null)
                await _silence;
            await GiveBackAsync();
        }
        catch (Exception fault)
        {
            Log.ConnectionFaulted(services.Logger, fault);
        }

        link.Tap.Happened("connection ended", ending.Words);
        Log.LinkEnded(services.Logger, Session?.Device, wire.Remote, ending.Words);
        services.Metrics.LinkClosed(wire.Protocol);
        _ended.Set();
    }

    private void AbortWhen(bool due, Ending ending)
    {
        if (due)
            Abort(ending);
    }
}
