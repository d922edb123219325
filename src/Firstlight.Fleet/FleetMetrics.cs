using System.Diagnostics.Metrics;

namespace Firstlight.Fleet;

/// <summary>What the fleet counts. No label ever holds a device: their number has no bound.</summary>
internal sealed class FleetMetrics
{
    public const string MeterName = "Firstlight.Fleet";

    private readonly Counter<long> _historyRemoved;

    public FleetMetrics(IMeterFactory meters) =>
        _historyRemoved = meters
            .Create(MeterName)
            .CreateCounter<long>(
                "firstlight.fleet.history.removed",
                description: "Values and minutes that were older than history is kept"
            );

    public void HistoryRemoved(int rows) => _historyRemoved.Add(rows);
}
