using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Options;

namespace Firstlight.Fleet;

/// <summary>What sessions and visits work with: one reference to carry instead of ten.</summary>
internal sealed class DeviceDesk(
    Roster roster,
    TwinShelf shelf,
    DeviceValues values,
    ValueGroups groups,
    DeviceEvents events,
    WidgetProperties properties,
    DeviceMetadata metadata,
    HardwareReports reports,
    Activations activations,
    DeviceBridges bridges,
    AppPresence apps,
    DeviceErrors errors,
    Outbox outbox,
    IFleetStore store,
    IHistoryStore history,
    ITemplateCatalog catalog,
    TimeProvider time,
    IOptions<FleetOptions> options
)
{
    public Roster Roster { get; } = roster;

    public TwinShelf Shelf { get; } = shelf;

    public DeviceValues Values { get; } = values;

    public ValueGroups Groups { get; } = groups;

    public DeviceEvents Events { get; } = events;

    public WidgetProperties Properties { get; } = properties;

    public DeviceMetadata Metadata { get; } = metadata;

    public HardwareReports Reports { get; } = reports;

    public Activations Activations { get; } = activations;

    public DeviceBridges Bridges { get; } = bridges;

    public AppPresence Apps { get; } = apps;

    public DeviceErrors Errors { get; } = errors;

    public Outbox Outbox { get; } = outbox;

    public ITemplateCatalog Catalog { get; } = catalog;

    public TimeProvider Time { get; } = time;

    public TimeSpan LastSeenInterval { get; } = options.Value.LastSeenInterval;

    public IDeviceHistory HistoryOf(DeviceId device) => new DeviceHistory(store, history, device);
}
