using System.Collections.Concurrent;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;

namespace Firstlight.Api.Tests.Support;

/// <summary>Registry, tokens and fleet over one list of devices.</summary>
public sealed class FakeDevices(
    World world,
    ITemplateCatalog templates,
    IOrganisationZones zones,
    IRandomSource random,
    TimeProvider time
) : IDeviceRegistry, IDeviceZones, IDeviceTokens, IFleet, IDeviceErrors
{
    private readonly SortedDictionary<long, Device> _devices = [];
    private readonly Dictionary<long, AuthToken> _tokens = [];
    private readonly ConcurrentDictionary<(long Device, VirtualPin Pin), HistoryPoint> _values = [];
    private long _lastId;

    public HashSet<DeviceId> Connected { get; } = [];

    public int ConnectedCount => Connected.Count;

    public bool IsConnected(DeviceId device) => Connected.Contains(device);

    public bool IsOnline(DeviceId device) => Connected.Contains(device);

    public bool IsConnected(Device device) => IsConnected(device.Id);

    public bool IsOnline(Device device) => IsOnline(device.Id);

    public Task<Device?> FindAsync(OrganisationId organisation, DeviceId id, CancellationToken cancellation) =>
        Task.FromResult(Find(organisation, id));

    public Task<Outcome<DevicePage>> ListAsync(
        OrganisationId organisation,
        DeviceQuery query,
        CancellationToken cancellation
    )
    {
        world.Touch();
        if (query.Limit is < 1 or > DeviceQuery.LimitMax)
            return Answer<DevicePage>(Refusal.Invalid("limit", "The limit is between 1 and 1000."));
        long after = 0;
        if (query.Cursor is not null && !long.TryParse(query.Cursor, out after))
            return Answer<DevicePage>(Refusal.Invalid("cursor", "Take the cursor from the page before."));
        var found = Matching(organisation, query)
            .Where(device => device.Id.Value > after)
            .Skip(query.Skip)
            .Take(query.Limit + 1)
            .ToList();
        var items = found.Take(query.Limit).ToList();
        return Answer<DevicePage>(new DevicePage(items, found.Count > query.Limit ? items[^1].Id.ToString() : null));
    }

    public Task<Outcome<long>> CountAsync(
        OrganisationId organisation,
        DeviceQuery query,
        CancellationToken cancellation
    )
    {
        world.Touch();
        return Answer<long>((long)Matching(organisation, query).Count());
    }

    private IEnumerable<Device> Matching(OrganisationId organisation, DeviceQuery query) =>
        _devices
            .Values.Where(device => device.Organisation == organisation)
            .Where(device =>
                query.Search is null || device.Name.Contains(query.Search, StringComparison.OrdinalIgnoreCase)
            )
            .Where(device => query.Template is null || device.Template == query.Template)
            .Where(device => query.Owner is null || device.Owner == query.Owner)
            .Where(device => query.TokenTail is null || _tokens[device.Id.Value].Tail == query.TokenTail)
            .Where(device => query.Status is null || IsOnline(device.Id) == (query.Status == DeviceStatus.Online))
            .Where(device => query.Online is null || IsOnline(device.Id) == query.Online);

    public Task<Outcome<Device>> GiveAsync(
        OrganisationId organisation,
        DeviceId id,
        OrganisationId to,
        UserId? owner,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<Outcome<IReadOnlyList<DeviceId>>> MoveOwnedAsync(
        OrganisationId from,
        UserId owner,
        OrganisationId to,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<IReadOnlyList<DeviceId>> DisownAsync(
        OrganisationId organisation,
        UserId owner,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<Outcome<Device>> RenameAsync(
        OrganisationId organisation,
        DeviceId id,
        string? name,
        CancellationToken cancellation
    )
    {
        if (Find(organisation, id) is not { } device)
            return Answer<Device>(NoDevice(id));
        if (string.IsNullOrWhiteSpace(name) || name.Length > 60)
            return Answer<Device>(Refusal.Invalid("name", "A name is needed: 1 to 60 characters."));
        return Answer<Device>(_devices[id.Value] = device with { Name = name });
    }

    public Task<Outcome<Done>> SetMetadataAsync(
        OrganisationId organisation,
        DeviceId id,
        string fieldName,
        string value,
        CancellationToken cancellation
    )
    {
        if (Find(organisation, id) is not { } device)
            return Answer<Done>(NoDevice(id));
        if (fieldName != "Device UID")
            return Answer<Done>(Refusal.NotFound("metadata_field", "There is no field of that name."));
        _devices[id.Value] = device with { Metadata = new Dictionary<string, string> { [fieldName] = value } };
        return Answer<Done>(default(Done));
    }

    public Task<Outcome<Device>> SetPlaceAsync(
        OrganisationId organisation,
        DeviceId id,
        DevicePlace? place,
        CancellationToken cancellation
    )
    {
        if (Find(organisation, id) is not { } device)
            return Answer<Device>(NoDevice(id));
        if (place?.TimeZone is { } zone && ZoneName.Find(zone) is null)
            return Answer<Device>(ZoneName.Unknown);
        return Answer<Device>(_devices[id.Value] = device with { Place = place });
    }

    public async ValueTask<TimeZoneInfo> OfAsync(Device device, CancellationToken cancellation) =>
        ZoneName.Find(device.Place?.TimeZone)
        ?? await zones.FindAsync(device.Organisation, cancellation)
        ?? TimeZoneInfo.Utc;

    Task<bool> IDeviceRegistry.DeleteAsync(OrganisationId organisation, DeviceId id, CancellationToken cancellation) =>
        Task.FromResult(Find(organisation, id) is not null && _devices.Remove(id.Value));

    public async Task<Outcome<IssuedDevice>> CreateDeviceAsync(
        OrganisationId organisation,
        UserId owner,
        TemplateId template,
        string? name,
        CancellationToken cancellation
    )
    {
        if (await templates.FindAsync(organisation, template, cancellation) is null)
            return Refusal.NotFound("template", $"There is no template {template}.");
        if (string.IsNullOrWhiteSpace(name))
            return Refusal.Invalid("name", "A name is needed: 1 to 60 characters.");
        var now = time.GetUtcNow();
        var device = new Device(
            new DeviceId(++_lastId),
            organisation,
            owner,
            template,
            name,
            ActivationMethod.Manual,
            now,
            now,
            null,
            null,
            false,
            new HardwareReport { Board = "ESP32", Heartbeat = TimeSpan.FromSeconds(45) },
            new Dictionary<string, string>()
        );
        var token = AuthToken.New(random);
        world.Tokens.Add(token);
        _devices.Add(device.Id.Value, device);
        _tokens.Add(device.Id.Value, token);
        return new IssuedDevice(device, token);
    }

    public IDisposable NoteWatching(UserId person) => new MemoryStream();

    public Task<Device?> FindDeviceAsync(
        OrganisationId organisation,
        AuthToken token,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<Outcome<AuthToken>> RevealAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    )
    {
        world.Touch();
        return Task.FromResult<Outcome<AuthToken>>(
            _tokens.TryGetValue(device.Value, out var token) ? token : Refusal.NotFound("device_token", "No token.")
        );
    }

    public async Task<Outcome<IReadOnlyList<DatastreamValue>>> ReadValuesAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    )
    {
        if (Find(organisation, device) is not { } found)
            return NoDevice(device);
        var template = await templates.FindAsync(organisation, found.Template, cancellation);
        return template!
            .Datastreams.OrderBy(stream => stream.Pin.Number)
            .Select(stream =>
                _values.TryGetValue((device.Value, stream.Pin), out var point)
                    ? new DatastreamValue(stream, point.Value, point.At)
                    : new DatastreamValue(stream, stream.DefaultValue, null)
            )
            .ToList();
    }

    public Task<Outcome<PutResult>> PutAsync(
        OrganisationId organisation,
        DeviceId device,
        VirtualPin pin,
        string value,
        CancellationToken cancellation
    )
    {
        if (Find(organisation, device) is null)
            return Answer<PutResult>(NoDevice(device));
        if (value == "no fit")
            return Answer<PutResult>(Refusal.Invalid("value", "The value does not fit the datastream."));
        _values[(device.Value, pin)] = new HistoryPoint(time.GetUtcNow(), value);
        return Answer<PutResult>(new PutResult(value, time.GetUtcNow(), IsConnected(device)));
    }

    public Task<Outcome<HistoryPage>> ReadHistoryAsync(
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
        world.Touch();
        var known = _values.TryGetValue((device.Value, pin), out var point) && point.At >= from && point.At < to;
        return Answer<HistoryPage>(new HistoryPage(known ? [point] : [], cursor));
    }

    public Task<Outcome<IDeviceHistory>> FindHistoryAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    )
    {
        world.Touch();
        return Answer<IDeviceHistory>(Find(organisation, device) is null ? NoDevice(device) : History);
    }

    /// <summary>The past of every device.</summary>
    public FakeHistory History { get; } = new();

    public Task<Outcome<EventPage>> ReadEventsAsync(
        OrganisationId organisation,
        DeviceId device,
        int limit,
        string? cursor,
        CancellationToken cancellation
    ) =>
        Answer<EventPage>(
            Find(organisation, device) is null
                ? NoDevice(device)
                : new EventPage([new DeviceEvent(7, "online", null, time.GetUtcNow(), null)], null)
        );

    public Task<Outcome<bool>> SendAsync(
        OrganisationId organisation,
        DeviceId device,
        DeviceCommand command,
        CancellationToken cancellation
    ) => Answer<bool>(Find(organisation, device) is null ? NoDevice(device) : IsConnected(device));

    /// <summary>How the next pings of connected devices go.</summary>
    public PingResult Ping { get; set; } = new(PingState.Answered, TimeSpan.FromMilliseconds(41.25));

    public Task<Outcome<PingResult>> PingAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    ) =>
        Answer<PingResult>(
            Find(organisation, device) is null ? NoDevice(device)
            : IsConnected(device) ? Ping
            : new PingResult(PingState.NotConnected)
        );

    /// <summary>The errors of every device.</summary>
    public List<DeviceError> Errors { get; } = [];

    public Task<Outcome<IReadOnlyList<DeviceError>>> ReadAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    ) => Answer<IReadOnlyList<DeviceError>>(Find(organisation, device) is null ? NoDevice(device) : Errors.ToArray());

    public Task<Outcome<Done>> ClearAsync(OrganisationId organisation, DeviceId device, CancellationToken cancellation)
    {
        if (Find(organisation, device) is null)
            return Answer<Done>(NoDevice(device));
        Errors.Clear();
        return Answer<Done>(default(Done));
    }

    public void NoteMove(DeviceId device, OrganisationId organisation, UserId? owner) => Moves.Add(device);

    public List<DeviceId> Moves { get; } = [];

    public Task<Outcome<Done>> DeleteDeviceAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    )
    {
        if (Find(organisation, device) is null)
            return Answer<Done>(NoDevice(device));
        _devices.Remove(device.Value);
        return Answer<Done>(default(Done));
    }

    public Device? Find(OrganisationId organisation, DeviceId id)
    {
        world.Touch();
        return _devices.TryGetValue(id.Value, out var device) && device.Organisation == organisation ? device : null;
    }

    private static Refusal NoDevice(DeviceId id) => Refusal.NotFound("device", $"There is no device {id}.");

    private static Task<Outcome<T>> Answer<T>(Outcome<T> outcome) => Task.FromResult(outcome);
}
