using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet;

/// <summary>A device for one call without a connection. Its protocol promises storage with its answer, so everything is durable.</summary>
internal sealed class DeviceVisit(DeviceDesk desk, DeviceIdentity who) : IDeviceActions
{
    /// <summary>Calls without a connection come by this one alone.</summary>
    private const string Protocol = "https";

    public DeviceId Device => who.Device;

    public bool IsConnected => desk.Roster.Find(who.Device) is not null;

    public IDeviceHistory History => desk.HistoryOf(who.Device);

    public ValueTask<Template?> FindTemplateAsync(CancellationToken cancellation) =>
        desk.Catalog.FindAsync(who.Organisation, who.Template, cancellation);

    public async ValueTask<WriteResult> WriteAsync(
        VirtualPin pin,
        string value,
        DateTimeOffset? at,
        bool durable,
        CancellationToken cancellation
    )
    {
        var twin = desk.Shelf.Hold(who.Device);
        try
        {
            return await desk.Values.WriteAsync(who, twin, pin, value, at, durable, cancellation);
        }
        finally
        {
            desk.Shelf.Release(twin);
        }
    }

    public async ValueTask<WriteResult> WriteAllAsync(IReadOnlyList<PinPoint> points, CancellationToken cancellation)
    {
        var twin = desk.Shelf.Hold(who.Device);
        try
        {
            return await desk.Groups.WriteAsync(who, twin, points, tellDevice: true, cancellation);
        }
        finally
        {
            desk.Shelf.Release(twin);
        }
    }

    public async ValueTask<string?> ReadAsync(VirtualPin pin, CancellationToken cancellation)
    {
        var twin = desk.Shelf.Hold(who.Device);
        try
        {
            return await desk.Values.ReadAsync(who, twin, pin, cancellation);
        }
        finally
        {
            desk.Shelf.Release(twin);
        }
    }

    public async ValueTask<IReadOnlyList<PinValue>> SyncAsync(
        IReadOnlyList<VirtualPin>? pins,
        CancellationToken cancellation
    )
    {
        var twin = desk.Shelf.Hold(who.Device);
        try
        {
            return await desk.Values.SyncAsync(who, twin, pins, cancellation);
        }
        finally
        {
            desk.Shelf.Release(twin);
        }
    }

    public async ValueTask<bool> SetPropertyAsync(
        IReadOnlyList<VirtualPin> pins,
        string property,
        string value,
        CancellationToken cancellation
    )
    {
        var twin = desk.Shelf.Hold(who.Device);
        try
        {
            return await desk.Properties.SetAsync(who, twin, pins, property, value, durable: true, cancellation);
        }
        finally
        {
            desk.Shelf.Release(twin);
        }
    }

    public async ValueTask<bool> SetPropertiesAsync(
        VirtualPin pin,
        IReadOnlyList<PropertyValue> properties,
        CancellationToken cancellation
    )
    {
        var twin = desk.Shelf.Hold(who.Device);
        try
        {
            return await desk.Properties.SetAllAsync(who, twin, pin, properties, cancellation);
        }
        finally
        {
            desk.Shelf.Release(twin);
        }
    }

    public async ValueTask<bool> LogEventAsync(string code, string? description, CancellationToken cancellation)
    {
        var twin = desk.Shelf.Hold(who.Device);
        try
        {
            return await desk.Events.LogAsync(who, twin, code, description, durable: true, cancellation);
        }
        finally
        {
            desk.Shelf.Release(twin);
        }
    }

    public async ValueTask ResolveEventsAsync(string code, bool all, CancellationToken cancellation)
    {
        var twin = desk.Shelf.Hold(who.Device);
        try
        {
            await desk.Events.ResolveAsync(who, twin, code, all, durable: true, cancellation);
        }
        finally
        {
            desk.Shelf.Release(twin);
        }
    }

    public ValueTask<Device?> FindDeviceAsync(CancellationToken cancellation) =>
        desk.Metadata.FindDeviceAsync(who, cancellation);

    public ValueTask<TimeZoneInfo> FindTimeZoneAsync(CancellationToken cancellation) =>
        desk.Metadata.FindTimeZoneAsync(who, cancellation);

    public ValueTask<string?> ReadMetadataAsync(string name, CancellationToken cancellation) =>
        desk.Metadata.ReadAsync(who, name, cancellation);

    public ValueTask<bool> SetMetadataAsync(string name, string value, CancellationToken cancellation) =>
        desk.Metadata.SetAsync(who, name, value, cancellation);

    public void NoteFault(DeviceFault fault) => desk.Errors.Note(who.Device, who, Protocol, fault);
}
