namespace Firstlight.Fleet;

/// <summary>Settings of the fleet.</summary>
public sealed class FleetOptions
{
    /// <summary>The least <see cref="PendingRecordsMax"/>: an activation adds two records at once.</summary>
    public const int PendingRecordsMin = 2;

    /// <summary>How long written values may wait for the next commit. Default 500 ms; the promise is one second.</summary>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Records that may wait for the disk; writers beyond it wait themselves. Default 50 000.</summary>
    public int PendingRecordsMax { get; set; } = 50_000;

    /// <summary>Records in one commit. Default 5 000.</summary>
    public int RecordsPerBatchMax { get; set; } = 5_000;

    /// <summary>
    /// How long a failing store is borne: durable writers wait this long before they are told that storage is
    /// unavailable, and the server calls itself not ready after it. Default 10 seconds.
    /// </summary>
    public TimeSpan StoragePatience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Twins kept in memory for devices without a connection. Default 10 000.</summary>
    public int UnheldTwinsMax { get; set; } = 10_000;

    /// <summary>People's writes to one device that may be under way; more are refused. Default 100.</summary>
    public int DeliveriesPerDeviceMax { get; set; } = 100;

    /// <summary>
    /// How long a person's write waits for a slow device after it is stored; then it counts as not delivered, and goes
    /// out when the device takes it. Default 5 seconds.
    /// </summary>
    public TimeSpan DeliveryPatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Events one device may log in a day. Default 100.</summary>
    public int EventsPerDayMax { get; set; } = 100;

    /// <summary>The least time between two events of one code. Default one second.</summary>
    public TimeSpan EventSpacing { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a quiet but connected device's last life sign is stored. Default one minute.</summary>
    public TimeSpan LastSeenInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Devices told of new firmware in a second, so that a large fleet does not fetch it at once. Default 10: 36 000 in an hour, and with images of
    /// 1 MB some 80 Mbit/s.
    /// </summary>
    public int UpdateNoticesPerSecond { get; set; } = 10;
}
