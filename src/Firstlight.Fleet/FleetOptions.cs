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

    /// <summary>How long a device may take to answer a ping. Default 5 seconds.</summary>
    public TimeSpan PingPatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Events one device may log in a day. Default 100.</summary>
    public int EventsPerDayMax { get; set; } = 100;

    /// <summary>The least time between two events of one code. Default one second.</summary>
    public TimeSpan EventSpacing { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Devices are told when the first live stream of their owner opens and the last one ends (<c>acon</c>, <c>adis</c>). Default off.</summary>
    public bool TellsAppPresence { get; set; }

    /// <summary>How long values are kept; null: for ever. Default 30 days: as far back as anyone looks at single values, and most of the disk is theirs.</summary>
    public TimeSpan? PointsKept { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long what each minute came to is kept; null: for ever. Default 400 days: this month beside the same month a year ago.</summary>
    public TimeSpan? MinutesKept { get; set; } = TimeSpan.FromDays(400);

    /// <summary>How often history that is old enough to go is looked for. Default 15 minutes.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Where files of devices are kept; null: none are taken.</summary>
    public string? FileFolder { get; set; }

    /// <summary>The longest file a device may send, in bytes. Default 5 MiB.</summary>
    public long FileBytesMax { get; set; } = 5 * 1024 * 1024;

    /// <summary>Files kept of one device; the oldest goes. Default 10.</summary>
    public int FilesPerDeviceMax { get; set; } = 10;

    /// <summary>Errors kept of all devices together. Default 50 000, which is some 20 MB at worst.</summary>
    public int DeviceErrorsMax { get; set; } = 50_000;

    /// <summary>How often a quiet but connected device's last life sign is stored. Default one minute.</summary>
    public TimeSpan LastSeenInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Devices told of new firmware in a second, so that a large fleet does not fetch it at once. Default 10: 36 000 in an hour, and with images of
    /// 1 MB some 80 Mbit/s.
    /// </summary>
    public int UpdateNoticesPerSecond { get; set; } = 10;
}
