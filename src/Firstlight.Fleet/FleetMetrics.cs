using System.Diagnostics.Metrics;

namespace Firstlight.Fleet;

/// <summary>What the fleet counts. No label ever holds a device: their number has no bound.</summary>
internal sealed class FleetMetrics
{
    public const string MeterName = "Firstlight.Fleet";

    private readonly Counter<long> _historyRemoved;
    private readonly Counter<long> _recordsStored;
    private readonly Histogram<double> _commits;

    public FleetMetrics(IMeterFactory meters, Outbox outbox, Roster roster)
    {
        var meter = meters.Create(MeterName);
        _historyRemoved = meter.CreateCounter<long>(
            "firstlight.fleet.history.removed",
            "{row}",
            "Values and minutes that were older than history is kept"
        );
        _recordsStored = meter.CreateCounter<long>(
            "firstlight.fleet.records.stored",
            "{record}",
            "Values, events and presence of devices that reached the disk"
        );
        _commits = meter.CreateHistogram<double>(
            "firstlight.fleet.outbox.commit.duration",
            "s",
            "From a batch's first attempt until it is on disk, the pauses between attempts included"
        );
        meter.CreateObservableUpDownCounter(
            "firstlight.fleet.devices.connected",
            () => roster.ConnectedCount,
            "{device}",
            "Devices that have a session"
        );
        meter.CreateObservableUpDownCounter(
            "firstlight.fleet.outbox.pending",
            () => outbox.Pending,
            "{record}",
            "Records that are not on disk yet"
        );
        meter.CreateObservableUpDownCounter(
            "firstlight.fleet.outbox.waiting",
            () => outbox.WaitingWriters,
            "{writer}",
            "Writers held back because the outbox is full"
        );
    }

    public void HistoryRemoved(int rows) => _historyRemoved.Add(rows);

    public void Stored(int records, TimeSpan elapsed)
    {
        _recordsStored.Add(records);
        _commits.Record(elapsed.TotalSeconds);
    }
}
