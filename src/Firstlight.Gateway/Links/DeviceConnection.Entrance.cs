using Firstlight.Core;
using Firstlight.Fleet;

namespace Firstlight.Gateway.Links;

/// <summary>How a device comes in. What a token is worth says the fleet's door alone.</summary>
internal abstract partial class DeviceConnection
{
    /// <summary>Shows the token at the door. False when it was refused, which is answered by then.</summary>
    /// <param name="token">Null for what cannot be a token: nothing of the kind was ever handed out, so no store needs to be asked.</param>
    /// <exception cref="StorageUnavailableException">Nobody knows now: nothing may be said about the token.</exception>
    protected async Task<bool> EnterAsync(AuthToken? token)
    {
        if (await IsSentAwayAsync(mayBeToken: token is not null))
            return false;
        if (IsTurnedAway())
            return false;
        var arrival = token is { } known
            ? await services.Door.ConnectAsync(known, link, wire.Ended)
            : new Arrival.Refused("malformed");
        Session = (arrival as Arrival.Accepted)?.Session;
        if (arrival is Arrival.Refused refused)
        {
            await RefuseAsync(refused.Cause);
            return false;
        }

        wire.Place?.IsKnown();
        services.Metrics.LoggedIn("accepted");
        Log.LoggedIn(services.Logger, Session!.Device, wire.Remote, wire.Protocol);
        link.Tap.Device = Session.Device;
        link.Tap.Happened("login", $"from {wire.Remote}");
        await WelcomeAsync(Session);
        BeIn();
        return true;
    }

    /// <summary>The caller was welcomed: from now on its own silence counts.</summary>
    protected void BeIn()
    {
        _heardAt = services.Time.GetTimestamp();
        Volatile.Write(ref _infoDue, services.After(services.Options.InfoWait));
        _isIn = true;
    }

    /// <summary>How long a link stays open behind <see cref="AnswerMovedAsync"/>; most clients leave by themselves.</summary>
    protected virtual TimeSpan MovedLinger => services.Options.RefusalLinger;

    /// <summary>Answers a login that was accepted.</summary>
    protected abstract ValueTask WelcomeAsync(IDeviceSession session);

    /// <summary>Answers "wrong token", the one answer that makes firmware give its token up.</summary>
    protected abstract ValueTask AnswerWrongTokenAsync();

    /// <summary>Answers a login with the place where the server is now.</summary>
    protected abstract ValueTask AnswerMovedAsync(MovedTo place);

    /// <summary>
    /// Closing behind an answer at once could take it along: waits until the caller leaves, for a while, and hears nothing
    /// of what it still says.
    /// </summary>
    protected Task LingerAsync() => LingerAsync(services.Options.RefusalLinger);

    private async Task LingerAsync(TimeSpan span)
    {
        Volatile.Write(ref _due, services.After(span));
        _isIn = false;
        do wire.Input.Skip(int.MaxValue / 2);
        while (await wire.Input.FillAsync(wire.Ended));
    }

    /// <summary>
    /// True when this server has moved: then the caller is told where to, or hears nothing when it brings what can be no token. What a
    /// token is worth is for the other server to say; this one's store is the past, so none is wrong here.
    /// </summary>
    protected async Task<bool> IsSentAwayAsync(bool mayBeToken)
    {
        if (services.Options.MovedTo is not { } place)
            return false;
        services.Metrics.LoggedIn("moved");
        if (!mayBeToken)
            return true;
        Log.SentAway(services.Logger, wire.Remote, wire.Protocol);
        await AnswerMovedAsync(place);
        await LingerAsync(MovedLinger);
        return true;
    }

    /// <summary>
    /// The server is about to stop. Another node that takes the device counts its home up, and what this one has not stored by then is never believed: so it is stored
    /// first, and what comes meanwhile is neither heard nor acknowledged.
    /// </summary>
    public void LetGo()
    {
        _leaving = true;
        Interlocked.MemoryBarrier();
        if (!_busy)
            _ = PartAsync();
    }

    private async Task PartAsync()
    {
        try
        {
            if (Session is not null)
                await Session.SavedAsync(wire.Ended);
        }
        catch (StorageUnavailableException away)
        {
            services.StorageAway(away.Message);
        }
        catch (Exception lost) when (DeviceLink.IsLost(lost))
        {
            // It has left by itself.
        }

        Abort(Ending.ServerStops);
    }

    /// <summary>True when this server is about to stop: the caller is told to come again, if its protocol has a word for it, whatever it brings.</summary>
    protected bool IsTurnedAway()
    {
        if (!services.IsDraining)
            return false;
        services.Metrics.LoggedIn("draining");
        Verdict = Ending.Drains;
        return true;
    }

    /// <summary>Answers "wrong token", later and later.</summary>
    protected async Task RefuseAsync(string cause)
    {
        services.Metrics.LoggedIn("refused");
        var delay = services.WrongTokens.Note(wire.Remote);

        // Whoever guesses is counted; a device that lost its place is worth a line.
        if (delay == TimeSpan.Zero)
            Log.TokenRefused(services.Logger, wire.Remote, cause);
        Volatile.Write(ref _due, services.After(delay + services.Options.SendTimeout));
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, services.Time, wire.Ended);
        await AnswerWrongTokenAsync();
        await LingerAsync();
    }
}
