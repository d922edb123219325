namespace Firstlight.Fleet;

/// <summary>Settings of the fleet.</summary>
public sealed class FleetOptions
{
    /// <summary>How long written values may wait for the next commit. Default 500 ms; the promise is one second.</summary>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Records that may wait for the disk; writers beyond it wait themselves. Default 50 000.</summary>
    public int PendingRecordsMax { get; set; } = 50_000;

    /// <summary>Records in one commit. Default 5 000.</summary>
    public int RecordsPerBatchMax { get; set; } = 5_000;

    /// <summary>Events one device may log in a day. Default 100.</summary>
    public int EventsPerDayMax { get; set; } = 100;

    /// <summary>The least time between two events of one code. Default one second.</summary>
    public TimeSpan EventSpacing { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a quiet but connected device's last life sign is stored. Default one minute.</summary>
    public TimeSpan LastSeenInterval { get; set; } = TimeSpan.FromMinutes(1);
}
