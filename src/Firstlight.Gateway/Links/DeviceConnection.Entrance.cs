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

    /// <summary>Answers a login that was accepted.</summary>
    protected abstract ValueTask WelcomeAsync(IDeviceSession session);

    /// <summary>Answers "wrong token", the one answer that makes firmware give its token up.</summary>
    protected abstract ValueTask AnswerWrongTokenAsync();

    /// <summary>
    /// Closing behind an answer at once could take it along: waits until the caller leaves, for a while, and hears nothing
    /// of what it still says.
    /// </summary>
    protected async Task LingerAsync()
    {
        Volatile.Write(ref _due, services.After(services.Options.RefusalLinger));
        _isIn = false;
        do wire.Input.Skip(int.MaxValue / 2);
        while (await wire.Input.FillAsync(wire.Ended));
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
