using System.Collections.Concurrent;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;

namespace Firstlight.Gateway.Tests.Fakes;

/// <summary>The fleet's door with a few known tokens, written down what it was asked.</summary>
internal sealed class FakeDoor : IDeviceDoor
{
    /// <summary>The token of the golden vectors.</summary>
    public const string Known = "0123456789abcdefghijklmnopqrs-_Z";

    /// <summary>Handed out and not used yet.</summary>
    public const string Pending = "PendingPendingPendingPendingPend";

    /// <summary>Well formed and nobody's.</summary>
    public const string Stranger = "ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ";

    /// <summary>The token of another device of the same owner.</summary>
    public const string Neighbour = "NeighbourNeighbourNeighbourNeigh";

    /// <summary>That device.</summary>
    public static readonly DeviceId Cellar = new(43);

    public static readonly Template Thermostat = new(
        TemplateId.TryParse("TMPL00AABBCC", out var id) ? id : default,
        OrganisationId.Root,
        "Thermostat",
        "ESP32",
        ConnectionType.WiFi,
        "Blynk",
        TimeSpan.FromMinutes(1),
        [
            Stream(1, "Switch", 0, DatastreamType.Integer),
            Stream(2, "Temperature", 4, DatastreamType.Double),
            Stream(3, "Mode", 5, DatastreamType.String),
            Stream(4, "Place", 7, DatastreamType.Location),
        ],
        [
            new MetadataField(100, "Serial Number", MetadataType.Text, null, false, false),
            new MetadataField(101, "Weight", MetadataType.Number, null, false, false),
            new MetadataField(102, "Locked", MetadataType.Text, null, false, false),
        ],
        DateTimeOffset.UnixEpoch
    )
    {
        Events =
        [
            new TemplateEvent(1, "high_temp", "Too hot", EventSeverity.Warning, null),
            new TemplateEvent(2, "too-often", "Chatter", EventSeverity.Info, null),
        ],
    };

    public static readonly Device Kitchen = new(
        new DeviceId(42),
        OrganisationId.Root,
        Owner: null,
        Thermostat.Id,
        "Kitchen",
        ActivationMethod.Dynamic,
        DateTimeOffset.UnixEpoch,
        ActivatedAt: DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_123),
        FirstConnectedAt: null,
        LastSeenAt: null,
        Online: true,
        new HardwareReport { FirmwareVersion = "1.2.0", Board = "ESP32" },
        new Dictionary<string, string>()
    );

    public ConcurrentQueue<FakeSession> Sessions { get; } = new();

    /// <summary>Every question is answered with this fault.</summary>
    public Exception? Fault { get; set; }

    public BridgeResult BridgeResult { get; set; } = BridgeResult.Sent;

    public ReportResult ReportResult { get; set; } = ReportResult.Ready;

    /// <summary>Set: a write ends only when this does.</summary>
    public TaskCompletionSource? WriteGate { get; set; }

    /// <summary>Set: nothing is on disk until this ends.</summary>
    public TaskCompletionSource? SaveGate { get; set; }

    /// <summary>Writes that came to <see cref="WriteGate"/>.</summary>
    public int WritesAtGate;

    /// <summary>What the next sessions have stored.</summary>
    public ConcurrentDictionary<VirtualPin, string> Values { get; } = new();

    /// <summary>Every value written, with its time.</summary>
    public ConcurrentQueue<PinPoint> Points { get; } = new();

    /// <summary>What was asked beside values.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>What the makers of devices would read.</summary>
    public ConcurrentQueue<DeviceFault> Faults { get; } = new();

    /// <summary>By which clock the devices live.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>Where people say that they are.</summary>
    public DevicePlace? Place { get; set; }

    public HardwareReport? Provisioned { get; private set; }

    public int Asked { get; private set; }

    /// <summary>False when a call over HTTP wrote without waiting for the disk.</summary>
    public bool EveryVisitWasDurable { get; set; } = true;

    public ValueTask<Arrival> ConnectAsync(AuthToken token, IDeviceLink link, CancellationToken cancellation)
    {
        Asked++;
        if (Fault is not null)
            throw Fault;
        if (token.Reveal() is not (Known or Pending))
            return ValueTask.FromResult<Arrival>(new Arrival.Refused("unknown"));
        var session = new FakeSession(this, link) { IsPending = token.Reveal() == Pending };
        Sessions.Enqueue(session);
        return ValueTask.FromResult<Arrival>(new Arrival.Accepted(session));
    }

    /// <summary>Tokens of devices that belong to no organisation that a gateway of the tests reaches.</summary>
    public const string Elsewhere = "ElsewhereElsewhereElsewhereElsew";

    /// <summary>Every token that begins with "Node" is a device of its own.</summary>
    public ValueTask<Arrival> ConnectBehindAsync(
        OrganisationId top,
        AuthToken token,
        IDeviceLink link,
        CancellationToken cancellation
    )
    {
        if (!token.Reveal().StartsWith("Node", StringComparison.Ordinal))
            return token.Reveal() == Elsewhere
                ? ValueTask.FromResult<Arrival>(new Arrival.Refused("elsewhere"))
                : ConnectAsync(token, link, cancellation);
        Asked++;
        var session = new FakeSession(this, link) { Device = new DeviceId(1_000 + Sessions.Count) };
        Sessions.Enqueue(session);
        return ValueTask.FromResult<Arrival>(new Arrival.Accepted(session));
    }

    public ValueTask<Visit> VisitAsync(AuthToken token, CancellationToken cancellation)
    {
        Asked++;
        if (Fault is not null)
            throw Fault;
        return ValueTask.FromResult<Visit>(
            token.Reveal() switch
            {
                Known => new Visit.Accepted(new FakeSession(this, link: null)),
                Pending => new Visit.NotProvisioned(),
                _ => new Visit.Refused("unknown"),
            }
        );
    }

    /// <summary>The past of the one device.</summary>
    public FakeHistory History { get; } = new();

    public ValueTask<IDeviceActions?> FindAsync(DeviceId device, CancellationToken cancellation)
    {
        if (Fault is not null)
            throw Fault;
        return ValueTask.FromResult<IDeviceActions?>(
            device.Value == Kitchen.Id.Value && !IsGone ? new FakeSession(this, link: null) : null
        );
    }

    /// <summary>The device was deleted.</summary>
    public bool IsGone { get; set; }

    public Task<ReportResult> ProvisionAsync(AuthToken token, HardwareReport report, CancellationToken cancellation)
    {
        if (Fault is not null)
            throw Fault;
        Provisioned = report;
        return Task.FromResult(token.Reveal() is Known or Pending ? ReportResult : ReportResult.Refused);
    }

    private static Datastream Stream(int id, string name, byte pin, DatastreamType type) =>
        new(id, name, new VirtualPin(pin), type, null, null, null, null, SyncOnConnect: true);
}
