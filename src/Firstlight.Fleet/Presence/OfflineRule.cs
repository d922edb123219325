namespace Firstlight.Fleet;

/// <summary>When a device whose connection ended counts as offline (activation reference, connection lifecycle).</summary>
internal static class OfflineRule
{
    /// <summary>The wait of a template that cannot be found.</summary>
    public static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(1);

    /// <summary>The heartbeat of a device that never named one.</summary>
    public static readonly TimeSpan DefaultHeartbeat = TimeSpan.FromSeconds(45);

    private const double SilenceFactor = 1.5;

    /// <summary>
    /// The end of the wait. A close that was seen starts the wait there. A device that fell silent was closed after 1.5
    /// heartbeats, and that silence already counts: it is offline at the later of its wait and the close.
    /// </summary>
    public static DateTimeOffset OfflineAt(
        DateTimeOffset lastSeen,
        DateTimeOffset ended,
        TimeSpan? heartbeat,
        TimeSpan wait
    )
    {
        // The server's idle limit is in whole seconds, rounded down.
        var idleLimit = TimeSpan.FromSeconds(Math.Floor((heartbeat ?? DefaultHeartbeat).TotalSeconds * SilenceFactor));
        if (ended - lastSeen < idleLimit)
            return ended + wait;
        var waited = lastSeen + wait;
        return waited > ended ? waited : ended;
    }
}
