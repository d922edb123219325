using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet;

/// <summary>
/// One lasting connection. It begins ready, or waiting with a pending token: then it takes no data until the device's
/// report makes it ready. Its protocol calls it from one loop and disposes it after the last call.
/// </summary>
internal sealed class DeviceSession : IDeviceSession
{
    private readonly DeviceDesk _desk;
    private readonly DeviceId _device;
    private volatile DeviceIdentity? _identity;
    private Twin? _twin;
    private TimeSpan? _heartbeat;
    private long _lastSeenTicks;
    private long _lifeStoredTicks;
    private volatile SessionState _state;
    private volatile bool _hasReported;
    private bool _disposed;

    /// <summary>A session of a device that exists.</summary>
    public DeviceSession(DeviceDesk desk, IDeviceLink link, DeviceIdentity identity)
        : this(desk, link, identity.Device)
    {
        _identity = identity;
        _state = SessionState.Ready;
    }

    /// <summary>A session with a pending token.</summary>
    public DeviceSession(DeviceDesk desk, IDeviceLink link, Admission.Pending pending)
        : this(desk, link, pending.Device)
    {
        Provisioning = pending.Session;
        _state = SessionState.Waiting;
    }

    private DeviceSession(DeviceDesk desk, IDeviceLink link, DeviceId device)
    {
        _desk = desk;
        _device = device;
        Link = link;
        _lastSeenTicks = _lifeStoredTicks = desk.Time.GetUtcNow().UtcTicks;
    }

    private enum SessionState
    {
        Waiting,
        Ready,
        Refused,
    }

    public IDeviceLink Link { get; }

    /// <summary>The provisioning session of its token, when the token was pending at login.</summary>
    public ProvisioningSessionId? Provisioning { get; }

    /// <summary>Who it is, once it is ready.</summary>
    public DeviceIdentity Identity => _identity ?? throw new InvalidOperationException("The session is not ready.");

    public DateTimeOffset LastSeen => new(Volatile.Read(ref _lastSeenTicks), TimeSpan.Zero);

    /// <summary>Its link has ended. Guarded by the roster, as are <see cref="End"/>, <see cref="BecomeReady"/> and <see cref="MoveTo"/>.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>It has said what it runs.</summary>
    public bool HasReported => _hasReported;

    /// <summary>The update that it was told of on this connection.</summary>
    public TokenHash? ToldUpdate { get; set; }

    /// <summary>It was told that its owner's app is there. Guarded by <see cref="AppPresence"/>, as is <see cref="HearsOfApp"/>.</summary>
    public bool KnowsAppThere { get; set; }

    /// <summary>It is being told right now.</summary>
    public bool HearsOfApp { get; set; }

    public DeviceId Device => _device;

    public bool IsConnected => IsReady && _desk.Roster.Find(_device) is not null;

    public IDeviceHistory History => _desk.HistoryOf(_device);

    private bool IsReady => _state is SessionState.Ready;

    public void End() => HasEnded = true;

    public void BecomeReady(DeviceIdentity identity)
    {
        if (IsReady)
            return;
        _identity = identity;
        _state = SessionState.Ready;
    }

    /// <summary>The device was given to somebody else; the connection stays.</summary>
    public void MoveTo(OrganisationId organisation, UserId? owner) =>
        _identity = Identity with { Organisation = organisation, Owner = owner };

    public void Touch()
    {
        var now = _desk.Time.GetUtcNow().UtcTicks;
        Volatile.Write(ref _lastSeenTicks, now);
        if (!IsReady || now - Volatile.Read(ref _lifeStoredTicks) < _desk.LastSeenInterval.Ticks)
            return;
        Volatile.Write(ref _lifeStoredTicks, now);
        _desk.Roster.NoteLife(this, new DateTimeOffset(now, TimeSpan.Zero));
    }

    public async Task<ReportResult> ReportAsync(HardwareReport report, CancellationToken cancellation)
    {
        Touch();
        _hasReported |= report.FirmwareVersion is not null;
        var result = (_state, Provisioning) switch
        {
            (SessionState.Waiting, { } provisioning) => await _desk.Activations.ActivateAsync(
                provisioning,
                report,
                this,
                cancellation
            ),
            (SessionState.Ready, _) => await _desk.Reports.TakeAsync(Identity, report, cancellation),
            _ => ReportResult.Refused,
        };
        _heartbeat = report.Heartbeat;
        if (result is ReportResult.Refused)
            _state = SessionState.Refused;
        return result;
    }

    public ValueTask<Template?> FindTemplateAsync(CancellationToken cancellation) =>
        IsReady
            ? _desk.Catalog.FindAsync(Identity.Organisation, Identity.Template, cancellation)
            : ValueTask.FromResult<Template?>(null);

    public ValueTask<WriteResult> WriteAsync(
        VirtualPin pin,
        string value,
        DateTimeOffset? at,
        bool durable,
        CancellationToken cancellation
    ) =>
        IsReady
            ? _desk.Values.WriteAsync(Identity, HeldTwin(), pin, value, at, durable, cancellation)
            : ValueTask.FromResult(WriteResult.NotProvisioned);

    public ValueTask<WriteResult> WriteAllAsync(IReadOnlyList<PinPoint> points, CancellationToken cancellation) =>
        IsReady
            ? _desk.Groups.WriteAsync(Identity, HeldTwin(), points, tellDevice: false, cancellation)
            : ValueTask.FromResult(WriteResult.NotProvisioned);

    public ValueTask<string?> ReadAsync(VirtualPin pin, CancellationToken cancellation) =>
        IsReady ? _desk.Values.ReadAsync(Identity, HeldTwin(), pin, cancellation) : ValueTask.FromResult<string?>(null);

    public ValueTask<IReadOnlyList<PinValue>> SyncAsync(
        IReadOnlyList<VirtualPin>? pins,
        CancellationToken cancellation
    ) =>
        IsReady
            ? _desk.Values.SyncAsync(Identity, HeldTwin(), pins, cancellation)
            : ValueTask.FromResult<IReadOnlyList<PinValue>>([]);

    public ValueTask<bool> SetPropertyAsync(
        IReadOnlyList<VirtualPin> pins,
        string property,
        string value,
        CancellationToken cancellation
    ) =>
        IsReady
            ? _desk.Properties.SetAsync(Identity, HeldTwin(), pins, property, value, durable: false, cancellation)
            : ValueTask.FromResult(false);

    public ValueTask<bool> SetPropertiesAsync(
        VirtualPin pin,
        IReadOnlyList<PropertyValue> properties,
        CancellationToken cancellation
    ) =>
        IsReady
            ? _desk.Properties.SetAllAsync(Identity, HeldTwin(), pin, properties, cancellation)
            : ValueTask.FromResult(false);

    public ValueTask<bool> LogEventAsync(string code, string? description, CancellationToken cancellation) =>
        IsReady
            ? _desk.Events.LogAsync(Identity, HeldTwin(), code, description, durable: false, cancellation)
            : ValueTask.FromResult(false);

    public ValueTask ResolveEventsAsync(string code, bool all, CancellationToken cancellation) =>
        IsReady
            ? _desk.Events.ResolveAsync(Identity, HeldTwin(), code, all, durable: false, cancellation)
            : ValueTask.CompletedTask;

    public ValueTask<Device?> FindDeviceAsync(CancellationToken cancellation) =>
        IsReady ? _desk.Metadata.FindDeviceAsync(Identity, cancellation) : ValueTask.FromResult<Device?>(null);

    public ValueTask<TimeZoneInfo> FindTimeZoneAsync(CancellationToken cancellation) =>
        IsReady ? _desk.Metadata.FindTimeZoneAsync(Identity, cancellation) : ValueTask.FromResult(TimeZoneInfo.Utc);

    public ValueTask<string?> ReadMetadataAsync(string name, CancellationToken cancellation) =>
        IsReady ? _desk.Metadata.ReadAsync(Identity, name, cancellation) : ValueTask.FromResult<string?>(null);

    public ValueTask<bool> SetMetadataAsync(string name, string value, CancellationToken cancellation) =>
        IsReady ? _desk.Metadata.SetAsync(Identity, name, value, cancellation) : ValueTask.FromResult(false);

    public ValueTask<DeviceId?> FindNeighbourAsync(AuthToken token, CancellationToken cancellation) =>
        IsReady ? _desk.Bridges.FindAsync(Identity, token, cancellation) : ValueTask.FromResult<DeviceId?>(null);

    public ValueTask<BridgeResult> WriteToAsync(
        DeviceId neighbour,
        DeviceCommand.BridgedPin write,
        CancellationToken cancellation
    ) =>
        IsReady
            ? _desk.Bridges.WriteAsync(Identity, neighbour, write, cancellation)
            : ValueTask.FromResult(BridgeResult.NotAllowed);

    public ValueTask<WriteResult> EraseAsync(VirtualPin pin, CancellationToken cancellation) =>
        IsReady
            ? _desk.Values.EraseAsync(Identity, HeldTwin(), pin, cancellation)
            : ValueTask.FromResult(WriteResult.NotProvisioned);

    public ValueTask<bool> ErasePropertyAsync(VirtualPin pin, string property, CancellationToken cancellation) =>
        IsReady
            ? _desk.Properties.EraseAsync(Identity, HeldTwin(), pin, property, cancellation)
            : ValueTask.FromResult(false);

    public void NoteFault(DeviceFault fault) => _desk.Errors.Note(_device, _identity, Link.Protocol, fault);

    public async ValueTask SavedAsync(CancellationToken cancellation)
    {
        if (_twin is not { } twin)
            return;
        long batch;
        lock (twin.Gate)
            batch = twin.LastBatch;
        await _desk.Outbox.SavedAsync(_device, batch, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        var template = await FindTemplateAsync(CancellationToken.None);
        var wait = template?.OfflineAfter ?? OfflineRule.DefaultWait;
        var lastSeen = LastSeen;
        var offlineAt = OfflineRule.OfflineAt(lastSeen, _desk.Time.GetUtcNow(), _heartbeat, wait);
        _desk.Roster.Leave(this, lastSeen, offlineAt);
        if (Interlocked.Exchange(ref _twin, null) is { } twin)
            _desk.Shelf.Release(twin);
    }

    /// <summary>The twin, held from its first use until the session ends.</summary>
    private Twin HeldTwin() => _twin ??= _desk.Shelf.Hold(_device);
}
