namespace Firstlight.Fleet;

/// <summary>
/// A device's presence and how it changes: connected, within the wait, or offline. Pure; <see cref="Roster"/> does what
/// follows from it.
/// </summary>
/// <param name="IsConnected">It holds a lasting connection.</param>
/// <param name="OfflineAt">The end of the wait, while it waits.</param>
internal readonly record struct PresenceState(bool IsConnected, DateTimeOffset? OfflineAt)
{
    /// <summary>Connected. People hear of it only when the device was offline before.</summary>
    public PresenceState Arrive(out bool wentOnline)
    {
        wentOnline = !IsConnected && OfflineAt is null;
        return new PresenceState(IsConnected: true, OfflineAt: null);
    }

    /// <summary>Its connection ended: the wait begins.</summary>
    public PresenceState Leave(DateTimeOffset offlineAt) => IsConnected ? new PresenceState(false, offlineAt) : this;

    /// <summary>Time passed: the wait may be over.</summary>
    public PresenceState Elapse(DateTimeOffset now, out bool wentOffline)
    {
        wentOffline = OfflineAt <= now;
        return wentOffline ? default : this;
    }

    /// <summary>How it looks at <paramref name="now"/>, even if nobody has acted on the end of the wait yet.</summary>
    public bool IsOnline(DateTimeOffset now) => IsConnected || OfflineAt > now;
}
