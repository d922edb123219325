using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet;

/// <summary>The devices as people see them. The registry says whose a device is; the rest is the twin, the roster and the store.</summary>
internal sealed class FleetDoor(
    IDeviceRegistry registry,
    ITemplateCatalog catalog,
    IFleetStore store,
    IHistoryStore history,
    Roster roster,
    TwinShelf shelf,
    Deliveries deliveries,
    IAppPresence apps,
    Outbox outbox,
    FileFolder files,
    DeviceErrors errors,
    Moves moves,
    IHomes homes,
    Pings pings,
    ILiveEvents live,
    TimeProvider time
) : IFleet
{
    private const int HistoryLimitMax = 10_000;
    private const int EventLimitMax = 1_000;

    public int ConnectedCount => roster.ConnectedCount;

    public bool IsConnected(DeviceId device) => roster.Find(device) is not null;

    public bool IsOnline(DeviceId device) => roster.IsOnline(device);

    public bool IsConnected(Device device) => IsConnected(device.Id) || IsOnlineElsewhere(device);

    public bool IsOnline(Device device) => IsOnline(device.Id) || IsOnlineElsewhere(device);

    public async Task<Outcome<IReadOnlyList<DatastreamValue>>> ReadValuesAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    )
    {
        if (await registry.FindAsync(organisation, device, cancellation) is not { } found)
            return UnknownDevice(device);
        if (await catalog.FindAsync(organisation, found.Template, cancellation) is not { } template)
            return Array.Empty<DatastreamValue>();
        var twin = shelf.Hold(device);
        try
        {
            await shelf.LoadAsync(twin, cancellation);
            var values = new List<DatastreamValue>(template.Datastreams.Count);
            var (now, isOnline) = (time.GetUtcNow(), roster.IsOnline(device));
            lock (twin.Gate)
            {
                foreach (var datastream in template.Datastreams)
                    values.Add(ValueOf(twin, datastream, now, isOnline));
            }

            values.Sort(static (left, right) => left.Datastream.Pin.Number.CompareTo(right.Datastream.Pin.Number));
            return values;
        }
        finally
        {
            shelf.Release(twin);
        }
    }

    public async Task<Outcome<PutResult>> PutAsync(
        OrganisationId organisation,
        DeviceId device,
        VirtualPin pin,
        string value,
        CancellationToken cancellation
    )
    {
        if (await registry.FindAsync(organisation, device, cancellation) is not { } found)
            return UnknownDevice(device);
        var template = await catalog.FindAsync(organisation, found.Template, cancellation);
        if (template?.FindDatastream(pin) is not { } datastream)
            return Refusal.NotFound("datastream", $"The device's template has no datastream on {pin}.");
        var taken = DatastreamRules.Take(datastream, value);
        if (!taken.Succeeded)
            return taken.Refusal;
        var who = new DeviceIdentity(device, found.Organisation, found.Template, found.Owner);
        return await deliveries.PutAsync(who, datastream, taken.Value, cancellation);
    }

    public async Task<Outcome<HistoryPage>> ReadHistoryAsync(
        OrganisationId organisation,
        DeviceId device,
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        int limit,
        string? cursor,
        CancellationToken cancellation
    )
    {
        if (limit is < 1 or > HistoryLimitMax)
            return WrongLimit(HistoryLimitMax);
        if (from > to)
            return Refusal.Invalid("from", "\"from\" is not after \"to\".");
        if (!TryReadCursor(cursor, out var after))
            return WrongCursor();
        if (await registry.FindAsync(organisation, device, cancellation) is null)
            return UnknownDevice(device);
        var found = await store.ReadHistoryAsync(device, pin, from, to, after, limit, cancellation);
        var count = Math.Min(found.Count, limit);
        var points = new List<HistoryPoint>(count);
        for (var index = 0; index < count; index++)
            points.Add(found[index].Point);
        return new HistoryPage(points, found.Count > limit ? PageCursor.After(found[limit - 1].Id) : null);
    }

    public async Task<Outcome<IDeviceHistory>> FindHistoryAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    ) =>
        await registry.FindAsync(organisation, device, cancellation) is null
            ? UnknownDevice(device)
            : new DeviceHistory(store, history, device);

    public async Task<Outcome<EventPage>> ReadEventsAsync(
        OrganisationId organisation,
        DeviceId device,
        int limit,
        string? cursor,
        CancellationToken cancellation
    )
    {
        if (limit is < 1 or > EventLimitMax)
            return WrongLimit(EventLimitMax);
        if (!TryReadCursor(cursor, out var before))
            return WrongCursor();
        if (await registry.FindAsync(organisation, device, cancellation) is null)
            return UnknownDevice(device);
        // A page reads because it was told of an event: it must not find the list without it.
        await outbox.AllSavedAsync(cancellation);
        var found = await store.ReadEventsAsync(device, before, limit, cancellation);
        return found.Count <= limit
            ? new EventPage(found, Next: null)
            : new EventPage([.. found.Take(limit)], PageCursor.After(found[limit - 1].Id));
    }

    public async Task<Outcome<bool>> SendAsync(
        OrganisationId organisation,
        DeviceId device,
        DeviceCommand command,
        CancellationToken cancellation
    )
    {
        if (command is DeviceCommand.WritePin)
            return Refusal.Invalid("command", "Values are put, so that they are stored before the device gets them.");
        if (await registry.FindAsync(organisation, device, cancellation) is null)
            return UnknownDevice(device);
        return roster.Find(device) is { } session && await session.Link.SendAsync(command, cancellation);
    }

    public IDisposable NoteWatching(UserId person) => apps.Enter(person);

    public async Task<Outcome<PingResult>> PingAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    ) =>
        await registry.FindAsync(organisation, device, cancellation) is null
            ? UnknownDevice(device)
            : await pings.PingAsync(device, cancellation);

    public void NoteMove(DeviceId device, OrganisationId organisation, UserId? owner) =>
        moves.Note(device, organisation, owner);

    public async Task<Outcome<Done>> DeleteDeviceAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    )
    {
        if (await registry.FindAsync(organisation, device, cancellation) is not { } found)
            return UnknownDevice(device);
        // First the disk: whoever asks from now on is refused by the store. Then those who are in already.
        if (!await registry.DeleteAsync(organisation, device, cancellation))
            return UnknownDevice(device);
        var (connected, waiting) = roster.Expel(device);
        connected?.Link.Abort(LinkEnd.Deleted);
        waiting?.Link.Abort(LinkEnd.Deleted);
        shelf.Drop(device);
        files.Forget(device);
        errors.Drop(device);
        live.Publish(
            new LiveEvent(organisation, "device.deleted", time.GetUtcNow(), new DeviceDeleted(device.Value))
            {
                Owner = found.Owner,
            }
        );
        return default(Done);
    }

    /// <summary>Of a device on another node this one knows what is stored.</summary>
    private bool IsOnlineElsewhere(Device device) => homes.AreShared && device.Online && homes.EpochOf(device.Id) == 0;

    private static DatastreamValue ValueOf(Twin twin, Datastream datastream, DateTimeOffset now, bool isOnline)
    {
        if (!twin.TryGet(datastream.Pin, out var held))
            return new DatastreamValue(datastream, datastream.DefaultValue, UpdatedAt: null);
        return datastream.HasExpired(held.UpdatedAt, now, isOnline)
            ? new DatastreamValue(datastream, datastream.DefaultValue, held.UpdatedAt) { HasExpired = true }
            : new DatastreamValue(datastream, held.Value, held.UpdatedAt);
    }

    private static bool TryReadCursor(string? cursor, out long? id)
    {
        id = null;
        if (cursor is null)
            return true;
        if (!PageCursor.TryRead(cursor, out var read))
            return false;
        id = read;
        return true;
    }

    private static Refusal UnknownDevice(DeviceId device) =>
        Refusal.NotFound("device", $"There is no device {device}.");

    private static Refusal WrongLimit(int max) => Refusal.Invalid("limit", $"The limit is between 1 and {max}.");

    private static Refusal WrongCursor() => PageCursor.Refused;
}
