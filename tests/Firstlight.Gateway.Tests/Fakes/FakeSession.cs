using System.Collections.Concurrent;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;

namespace Firstlight.Gateway.Tests.Fakes;

/// <summary>One device behind the fake door.</summary>
internal sealed class FakeSession(FakeDoor door, IDeviceLink? link) : IDeviceSession
{
    private ConcurrentQueue<(VirtualPin, string, DateTimeOffset?, bool)>? _writes;
    private ConcurrentQueue<HardwareReport>? _reports;
    private ConcurrentQueue<string>? _calls;

    // Made when needed, so that a thousand of them weigh little.
    public ConcurrentQueue<(VirtualPin Pin, string Value, DateTimeOffset? At, bool Durable)> Writes =>
        LazyInitializer.EnsureInitialized(ref _writes)!;

    public ConcurrentQueue<HardwareReport> Reports => LazyInitializer.EnsureInitialized(ref _reports)!;

    public ConcurrentQueue<string> Calls => LazyInitializer.EnsureInitialized(ref _calls)!;

    public IDeviceLink Link => link!;

    public bool IsPending { get; set; }

    public bool Disposed { get; private set; }

    public int Touches;

    public DeviceId Device { get; init; } = new(42);

    public bool IsConnected => link is null || !Disposed;

    public IDeviceHistory History => door.History;

    public ValueTask<Template?> FindTemplateAsync(CancellationToken cancellation) =>
        ValueTask.FromResult(IsPending ? null : FakeDoor.Thermostat);

    public async ValueTask<WriteResult> WriteAsync(
        VirtualPin pin,
        string value,
        DateTimeOffset? at,
        bool durable,
        CancellationToken cancellation
    )
    {
        if (door.Fault is not null)
            throw door.Fault;
        if (door.WriteGate is { } gate)
        {
            Interlocked.Increment(ref door.WritesAtGate);
            await gate.Task.WaitAsync(cancellation);
        }

        if (Check(pin, value) is not WriteResult.Taken and var refused)
            return refused;
        door.EveryVisitWasDurable &= durable || link is not null;
        Writes.Enqueue((pin, value, at, durable));
        door.Points.Enqueue(new PinPoint(pin, value, at));
        door.Values[pin] = value;
        return WriteResult.Taken;
    }

    public async ValueTask<WriteResult> WriteAllAsync(IReadOnlyList<PinPoint> points, CancellationToken cancellation)
    {
        foreach (var (pin, value, _) in points)
        {
            if (Check(pin, value) is not WriteResult.Taken and var refused)
                return refused;
        }

        foreach (var (pin, value, at) in points)
            await WriteAsync(pin, value, at, durable: true, cancellation);
        return WriteResult.Taken;
    }

    public ValueTask<string?> ReadAsync(VirtualPin pin, CancellationToken cancellation) =>
        ValueTask.FromResult(door.Values.GetValueOrDefault(pin));

    public ValueTask<IReadOnlyList<PinValue>> SyncAsync(IReadOnlyList<VirtualPin>? pins, CancellationToken cancellation)
    {
        var values = door
            .Values.Where(pair => pins is null || pins.Contains(pair.Key))
            .OrderBy(pair => pair.Key.Number)
            .Select(pair => new PinValue(pair.Key, pair.Value));
        return ValueTask.FromResult<IReadOnlyList<PinValue>>([.. values]);
    }

    public ValueTask<bool> SetPropertyAsync(
        IReadOnlyList<VirtualPin> pins,
        string property,
        string value,
        CancellationToken cancellation
    )
    {
        Note($"property {string.Join(',', pins)} {property}={value.Replace('\0', '·')}");
        return ValueTask.FromResult(IsProperty(property));
    }

    public async ValueTask<bool> SetPropertiesAsync(
        VirtualPin pin,
        IReadOnlyList<PropertyValue> properties,
        CancellationToken cancellation
    )
    {
        if (!properties.All(property => IsProperty(property.Name)))
            return false;
        foreach (var (name, value) in properties)
            await SetPropertyAsync([pin], name, value, cancellation);
        return true;
    }

    public ValueTask<bool> LogEventAsync(string code, string? description, CancellationToken cancellation)
    {
        Note($"event {code}|{description}");
        return ValueTask.FromResult(code != "too-often");
    }

    public ValueTask ResolveEventsAsync(string code, bool all, CancellationToken cancellation)
    {
        Calls.Enqueue($"resolve {code}{(all ? " all" : "")}");
        return ValueTask.CompletedTask;
    }

    public ValueTask<Device?> FindDeviceAsync(CancellationToken cancellation) =>
        ValueTask.FromResult<Device?>(FakeDoor.Kitchen with { Place = door.Place });

    public ValueTask<TimeZoneInfo> FindTimeZoneAsync(CancellationToken cancellation) =>
        ValueTask.FromResult(ZoneName.Find(door.TimeZone) ?? TimeZoneInfo.Utc);

    public ValueTask<string?> ReadMetadataAsync(string name, CancellationToken cancellation) =>
        ValueTask.FromResult(
            name switch
            {
                "Serial Number" => "SN-7",
                "Weight" => "2.5",
                "Device Name" => "Kitchen",
                "Hotspot Name" => "",
                "loc.latlon" => door.Place?.Degrees(' '),
                _ => null,
            }
        );

    public ValueTask<bool> SetMetadataAsync(string name, string value, CancellationToken cancellation)
    {
        Note($"meta {name}={value}");
        return ValueTask.FromResult(name != "Locked");
    }

    public Task<ReportResult> ReportAsync(HardwareReport report, CancellationToken cancellation)
    {
        if (door.Fault is not null)
            throw door.Fault;
        Reports.Enqueue(report);
        if (door.ReportResult is ReportResult.Ready)
            IsPending = false;
        return Task.FromResult(door.ReportResult);
    }

    /// <summary>Waits at the door's <see cref="FakeDoor.SaveGate"/>.</summary>
    public async ValueTask SavedAsync(CancellationToken cancellation)
    {
        if (door.Fault is not null)
            throw door.Fault;
        if (door.SaveGate is { } gate)
            await gate.Task.WaitAsync(cancellation);
        Calls.Enqueue("saved");
    }

    public ValueTask<DeviceId?> FindNeighbourAsync(AuthToken token, CancellationToken cancellation) =>
        ValueTask.FromResult<DeviceId?>(token.Reveal() == FakeDoor.Neighbour ? FakeDoor.Cellar : null);

    public ValueTask<BridgeResult> WriteToAsync(
        DeviceId neighbour,
        DeviceCommand.BridgedPin write,
        CancellationToken cancellation
    )
    {
        Note($"bridge {neighbour} {write.Pin}={write.Value.Replace('\0', '·')} #{write.FrameId}");
        return ValueTask.FromResult(door.BridgeResult);
    }

    public ValueTask<WriteResult> EraseAsync(VirtualPin pin, CancellationToken cancellation)
    {
        Note($"erase {pin}");
        return ValueTask.FromResult(WriteResult.Taken);
    }

    public ValueTask<bool> ErasePropertyAsync(VirtualPin pin, string property, CancellationToken cancellation)
    {
        Note($"erase {pin} {property}");
        return ValueTask.FromResult(property != "nonsense");
    }

    public void NoteFault(DeviceFault fault) => door.Faults.Enqueue(fault);

    public void Touch() => Interlocked.Increment(ref Touches);

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }

    private static WriteResult Check(VirtualPin pin, string value) =>
        FakeDoor.Thermostat.FindDatastream(pin)?.Type switch
        {
            null => WriteResult.NoDatastream,
            DatastreamType.Integer when !int.TryParse(value, out _) => WriteResult.WrongType,
            DatastreamType.Double when value == "warm" => WriteResult.WrongType,
            _ => WriteResult.Taken,
        };

    private static bool IsProperty(string name) => name is "color" or "isDisabled" or "url";

    private void Note(string call)
    {
        Calls.Enqueue(call);
        door.Calls.Enqueue(call);
    }
}
