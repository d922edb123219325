using System.Buffers;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Gateway.Door;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Native;

/// <summary>
/// One native link from its first frame to its end: login, then frames one after the other. A frame is handled before the
/// next one is read, so a slow store slows the device down instead of filling memory.
/// </summary>
internal sealed class NativeConnection(NativeServices services, Wire wire) : IWatched
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly NativeLink _link = new(services, wire);
    private IDeviceSession? _session;
    private NativeDevice? _device;
    private Task? _silence;
    private long _due = services.After(services.Options.LoginTimeout);
    private long _heardAt;
    private long _infoDue;
    private volatile bool _busy;
    private bool _ending;

    public Task Ended => _ended.Task;

    public void Tick(long now)
    {
        if (_link.IsStuck(now))
            Abort("does not take what it is sent");
        else if (Volatile.Read(ref _device) is not { } device)
            AbortWhen(now >= Volatile.Read(ref _due), "too slow with its login");
        else
        {
            // A device that waits for our store is not silent.
            AbortWhen(!_busy && now - Volatile.Read(ref _heardAt) >= device.IdleTicks, "silent for too long");
            if (!_link.IsOpen && now >= _infoDue)
                StartWithoutInfo(device);
        }
    }

    public void Abort(string reason) => _link.Abort(reason);

    /// <summary>Ends when the link has ended and the device's session is given back. Never fails.</summary>
    public async Task RunAsync()
    {
        services.Metrics.LinkOpened(wire.Protocol);
        var reason = "closed";
        try
        {
            if (await LogInAsync())
                await ServeAsync(_device!);
        }
        catch (ProtocolViolationException violation)
        {
            reason = violation.Message;
            Violated(violation.Message);
        }
        catch (StorageUnavailableException away)
        {
            reason = "the store is away";
            services.StorageAway(away.Message);
        }
        catch (Exception lost) when (NativeLink.IsLost(lost))
        {
            reason = "lost";
        }
        catch (Exception fault)
        {
            reason = "fault";
            services.Metrics.Violated("fault");
            Log.ConnectionFaulted(services.Logger, fault);
        }

        await EndAsync(_link.AbortReason ?? reason);
    }

    private async Task<bool> LogInAsync()
    {
        if (await NativeLogin.ReadAsync(wire, services) is not { } login)
            return false;

        Arrival arrival;
        if (login.Token is not { } token)
        {
            // Nothing that is not 32 characters of the alphabet was ever handed out: no store needs to be asked.
            arrival = new Arrival.Refused("malformed");
        }
        else
        {
            arrival = await services.Door.ConnectAsync(token, _link, wire.Ended);
            _session = (arrival as Arrival.Accepted)?.Session;
        }

        if (arrival is Arrival.Refused refused)
        {
            await RefuseAsync(login.MessageId, refused.Cause);
            return false;
        }

        wire.Place?.IsKnown();
        services.Metrics.LoggedIn("accepted");
        Log.LoggedIn(services.Logger, _session!.Device, wire.Remote, wire.Protocol);
        _link.Tap.Device = _session.Device;
        _link.Tap.Happened("login", $"from {wire.Remote}");
        await _link.AnswerAsync(login.MessageId, StatusCode.Success);
        _heardAt = services.Time.GetTimestamp();
        _infoDue = services.After(services.Options.InfoWait);
        Volatile.Write(ref _device, new NativeDevice(services, _link, _session, login.Token!.Value));
        return true;
    }

    private async Task RefuseAsync(ushort messageId, string cause)
    {
        services.Metrics.LoggedIn("refused");
        var delay = services.WrongTokens.Note(wire.Remote);

        // Whoever guesses is counted; a device that lost its place is worth a line.
        if (delay == TimeSpan.Zero)
            Log.TokenRefused(services.Logger, wire.Remote, cause);
        Volatile.Write(ref _due, services.After(delay + services.Options.SendTimeout));
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, services.Time, wire.Ended);
        await _link.AnswerAsync(messageId, StatusCode.InvalidToken);

        // Closing behind the answer at once could take it along; until then nothing more is heard.
        Volatile.Write(ref _due, services.After(services.Options.RefusalLinger));
        do wire.Input.Skip(int.MaxValue / 2);
        while (await wire.Input.FillAsync(wire.Ended));
    }

    private async Task ServeAsync(NativeDevice device)
    {
        while (true)
        {
            var now = services.Time.GetTimestamp();
            Volatile.Write(ref _heardAt, now);
            _session!.Touch();
            if (!await HandlePatientlyAsync(device, now))
                return;
            if (!await wire.Input.FillAsync(wire.Ended))
                return;
        }
    }

    /// <summary>The store takes its time: the device cannot be heard meanwhile, and must not be called silent for it.</summary>
    private async ValueTask<bool> HandlePatientlyAsync(NativeDevice device, long now)
    {
        _busy = true;
        var handling = HandleArrivedAsync(device, now);
        var waited = !handling.IsCompleted;
        var goesOn = await handling;
        if (waited)
            Volatile.Write(ref _heardAt, services.Time.GetTimestamp());
        _busy = false;
        return goesOn;
    }

    /// <summary>Handles every whole frame that is here; false ends the link.</summary>
    private async ValueTask<bool> HandleArrivedAsync(NativeDevice device, long now)
    {
        var frames = 0;
        try
        {
            while (device.SkipStrayBytes(wire.Input) && TryRead(NativeLimits.BodyBytesMax, out var frame))
            {
                frames++;
                if (!await device.HandleAsync(frame, now, wire.Ended))
                    return false;
            }
        }
        finally
        {
            services.Metrics.Received(frames);
        }

        return true;
    }

    private bool TryRead(int bodyBytesMax, out Frame frame)
    {
        var unread = wire.Input.Unread;
        if (!FrameReader.TryRead(ref unread, bodyBytesMax, out frame))
            return false;
        wire.Input.KeepOnly(unread);
        return true;
    }

    private void StartWithoutInfo(NativeDevice device)
    {
        // Never behind the end, which waits for it before it gives the session back.
        lock (_ended)
        {
            if (!_ending)
                _silence ??= GoOnWithoutInfoAsync(device);
        }
    }

    /// <summary>The device logged in and says nothing about itself: normal traffic may start.</summary>
    private async Task GoOnWithoutInfoAsync(NativeDevice device)
    {
        try
        {
            if (await device.GoOnWithoutInfoAsync(wire.Ended))
                _link.Open();
            else
                Abort("its provisioning was refused");
        }
        catch (StorageUnavailableException away)
        {
            services.StorageAway(away.Message);
            Abort("the store is away");
        }
        catch (Exception lost) when (NativeLink.IsLost(lost))
        {
            Abort("lost");
        }
        catch (Exception fault)
        {
            Log.ConnectionFaulted(services.Logger, fault);
            Abort("fault");
        }
    }

    private async Task EndAsync(string reason)
    {
        _link.End();
        wire.Cut();
        lock (_ended)
            _ending = true;
        try
        {
            if (_silence is not null)
                await _silence;
            if (_session is not null)
                await _session.DisposeAsync();
        }
        catch (Exception fault)
        {
            Log.ConnectionFaulted(services.Logger, fault);
        }

        _link.Tap.Happened("connection ended", reason);
        Log.LinkEnded(services.Logger, _session?.Device, wire.Remote, reason);
        services.Metrics.LinkClosed(wire.Protocol);
        _ended.TrySetResult();
    }

    private void AbortWhen(bool due, string reason)
    {
        if (due)
            Abort(reason);
    }

    private void Violated(string reason)
    {
        services.Metrics.Violated("protocol");
        if (_session is null)
            Log.StrangerViolated(services.Logger, wire.Remote, reason);
        else
            Log.ProtocolViolated(services.Logger, _session.Device, wire.Remote, reason);
    }
}
