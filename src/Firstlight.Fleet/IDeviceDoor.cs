using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet;

/// <summary>
/// The one door of devices: native, MQTT and HTTPS translate their wire and then call this, so that "a device
/// connected" is written once.
/// </summary>
public interface IDeviceDoor
{
    /// <summary>A device opens a lasting connection and shows its token. It is online when this returns accepted.</summary>
    /// <remarks>A device has one connection: an older one is closed, and nobody sees it go offline.</remarks>
    /// <exception cref="StorageUnavailableException">Nobody knows the token now: close the connection or say "try later".</exception>
    ValueTask<Arrival> ConnectAsync(AuthToken token, IDeviceLink link, CancellationToken cancellation);

    /// <summary>
    /// As <see cref="ConnectAsync"/>, for a connection that speaks for many devices: refused as well when the device is not of
    /// <paramref name="top"/> or an organisation below it.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nobody knows now: close the connection.</exception>
    ValueTask<Arrival> ConnectBehindAsync(
        OrganisationId top,
        AuthToken token,
        IDeviceLink link,
        CancellationToken cancellation
    );

    /// <summary>A device makes one call without a connection (HTTPS).</summary>
    /// <exception cref="StorageUnavailableException">Nobody knows the token now: answer 503.</exception>
    ValueTask<Visit> VisitAsync(AuthToken token, CancellationToken cancellation);

    /// <summary>
    /// The device, for an address that the cloud made in its name and sealed: no token is shown again. Null when it is gone.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nobody knows the device now: answer 503.</exception>
    ValueTask<IDeviceActions?> FindAsync(DeviceId device, CancellationToken cancellation);

    /// <summary>A device without a connection completes its provisioning (<c>/external/api/provision</c>).</summary>
    /// <exception cref="StorageUnavailableException">Nothing was written: answer 503.</exception>
    Task<ReportResult> ProvisionAsync(AuthToken token, HardwareReport report, CancellationToken cancellation);
}

/// <summary>The answer to a login.</summary>
public abstract record Arrival
{
    private Arrival() { }

    /// <summary>Come in. The session must be disposed when the link ends, however it ends.</summary>
    public sealed record Accepted(IDeviceSession Session) : Arrival;

    /// <summary>The token does not exist or is dead: the only case for "invalid token".</summary>
    public sealed record Refused(string Cause) : Arrival;
}

/// <summary>The answer to a single call.</summary>
public abstract record Visit
{
    private Visit() { }

    /// <summary>The device, for this call.</summary>
    public sealed record Accepted(IDeviceActions Device) : Visit;

    /// <summary>The device lives on another node, where the call belongs (<see cref="ICallCarrier"/>).</summary>
    public sealed record Elsewhere(NodeId Node) : Visit;

    /// <summary>The token was handed out but its device has not been provisioned yet; data calls are refused.</summary>
    public sealed record NotProvisioned : Visit;

    /// <summary>The token does not exist or is dead: the only case for "invalid token".</summary>
    public sealed record Refused(string Cause) : Visit;
}

/// <summary>How the cloud took a device's report about itself.</summary>
public enum ReportResult
{
    /// <summary>The device is in an account and may exchange data.</summary>
    Ready,

    /// <summary>A pending token, and no template named: waiting.</summary>
    TemplateMissing,

    /// <summary>
    /// The device exists and is of another template than it says now. Its token is alive, so over HTTP this has a sentence of
    /// its own and is not "invalid token"; a connection is closed.
    /// </summary>
    WrongTemplate,

    /// <summary>The provisioning session failed or the token is dead. Over HTTP "invalid token"; a connection is closed.</summary>
    Refused,
}

/// <summary>How a value was taken.</summary>
public enum WriteResult
{
    /// <summary>Taken, perhaps moved into the datastream's range.</summary>
    Taken,

    /// <summary>The template has no datastream on that pin.</summary>
    NoDatastream,

    /// <summary>The value does not fit the datastream's type; nothing was changed.</summary>
    WrongType,

    /// <summary>The token is still pending: no data before provisioning.</summary>
    NotProvisioned,

    /// <summary>Too many values are on their way to the connected device; nothing was changed. Only calls hear this.</summary>
    Busy,
}

/// <summary>How a write to another device went.</summary>
public enum BridgeResult
{
    /// <summary>On its way to the connected device.</summary>
    Sent,

    /// <summary>The other device is not connected. What its template has a datastream for is kept, and found by sync.</summary>
    Offline,

    /// <summary>The value does not fit the other device's datastream; nothing was changed.</summary>
    WrongType,

    /// <summary>Too many values are on their way to the other device; nothing was changed.</summary>
    Busy,

    /// <summary>The device has gone, or its owner or organisation is another one now.</summary>
    NotAllowed,

    /// <summary>
    /// The other device lives on another node, which cannot be reached or does not answer, or the device is on its way from there. It was not written, unless the node took
    /// the write and only its answer was lost.
    /// </summary>
    Unreachable,
}

/// <summary>A pin and its value in wire form: text, parts joined by NUL.</summary>
public readonly record struct PinValue(VirtualPin Pin, string Value);

/// <summary>A value for a pin, and when it holds from; null: now.</summary>
public readonly record struct PinPoint(VirtualPin Pin, string Value, DateTimeOffset? At);

/// <summary>A widget property and its value; parts of a list joined by NUL.</summary>
public readonly record struct PropertyValue(string Name, string Value);

/// <summary>What a device may do, by whichever protocol.</summary>
public interface IDeviceActions
{
    /// <summary>The device's id; reserved but without a device while provisioning is pending.</summary>
    DeviceId Device { get; }

    /// <summary>True while the device holds a lasting connection.</summary>
    bool IsConnected { get; }

    /// <summary>Its past; empty while provisioning is pending.</summary>
    IDeviceHistory History { get; }

    /// <summary>Its template; null while provisioning is pending.</summary>
    ValueTask<Template?> FindTemplateAsync(CancellationToken cancellation);

    /// <summary>
    /// Writes a value. Not <paramref name="durable"/>: returns at once, on disk within a second, and waits when the disk is slow (back-pressure).
    /// Durable: on disk before this returns.
    /// </summary>
    ValueTask<WriteResult> WriteAsync(
        VirtualPin pin,
        string value,
        DateTimeOffset? at,
        bool durable,
        CancellationToken cancellation
    );

    /// <summary>
    /// Writes all the values or, when one of them is refused, none; the answer is that of the first one refused. Those without
    /// a time get the same, and when a call brings them they go out to the connected device as well. On disk before this returns, in one commit as long as they fit a batch of
    /// <see cref="FleetOptions.RecordsPerBatchMax"/>; of more, a first part may be kept when the store fails on the way.
    /// </summary>
    ValueTask<WriteResult> WriteAllAsync(IReadOnlyList<PinPoint> points, CancellationToken cancellation);

    /// <summary>The stored value of a pin, or its default; null when there is neither or no such datastream.</summary>
    ValueTask<string?> ReadAsync(VirtualPin pin, CancellationToken cancellation);

    /// <summary>Values for a sync: of <paramref name="pins"/>, or with null of all datastreams marked for it. Unset pins are left out.</summary>
    ValueTask<IReadOnlyList<PinValue>> SyncAsync(IReadOnlyList<VirtualPin>? pins, CancellationToken cancellation);

    /// <summary>Sets a widget property on each pin that exists. False for an unknown property name.</summary>
    ValueTask<bool> SetPropertyAsync(
        IReadOnlyList<VirtualPin> pins,
        string property,
        string value,
        CancellationToken cancellation
    );

    /// <summary>
    /// Sets several properties of one pin, all or none: false, and nothing is set, when one of them is unknown. On disk in one commit
    /// before this returns.
    /// </summary>
    ValueTask<bool> SetPropertiesAsync(
        VirtualPin pin,
        IReadOnlyList<PropertyValue> properties,
        CancellationToken cancellation
    );

    /// <summary>Logs an event. False when it was dropped: description too long, or over the limits of <see cref="FleetOptions"/>.</summary>
    ValueTask<bool> LogEventAsync(string code, string? description, CancellationToken cancellation);

    /// <summary>Marks the newest event of the code as resolved, or all of them.</summary>
    ValueTask ResolveEventsAsync(string code, bool all, CancellationToken cancellation);

    /// <summary>The device as it is stored; null when it was deleted just now.</summary>
    ValueTask<Device?> FindDeviceAsync(CancellationToken cancellation);

    /// <summary>By which clock it lives (<see cref="IDeviceZones"/>); UTC while provisioning is pending.</summary>
    ValueTask<TimeZoneInfo> FindTimeZoneAsync(CancellationToken cancellation);

    /// <summary>A metadata value; null for an unknown name.</summary>
    ValueTask<string?> ReadMetadataAsync(string name, CancellationToken cancellation);

    /// <summary>Sets a metadata value; false for a field a device may not write.</summary>
    ValueTask<bool> SetMetadataAsync(string name, string value, CancellationToken cancellation);

    /// <summary>Keeps what the device did wrong for its maker (<see cref="IDeviceErrors"/>). Never waits and never fails.</summary>
    void NoteFault(DeviceFault fault);
}

/// <summary>A device's lasting connection. Dispose it when the link ends: the wait of the offline rule begins.</summary>
public interface IDeviceSession : IDeviceActions, IAsyncDisposable
{
    /// <summary>The device says who it is. A pending token becomes a device here.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was written: close the connection.</exception>
    Task<ReportResult> ReportAsync(HardwareReport report, CancellationToken cancellation);

    /// <summary>Something came from the device: it lives.</summary>
    void Touch();

    /// <summary>
    /// The device of another token, if this one may write to it: another device of the same owner in the same organisation. Null for
    /// every other token, and nothing tells what is wrong with it.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nobody knows now.</exception>
    ValueTask<DeviceId?> FindNeighbourAsync(AuthToken token, CancellationToken cancellation);

    /// <summary>Writes a pin of such a device. Waits neither for the disk nor for the other device.</summary>
    ValueTask<BridgeResult> WriteToAsync(
        DeviceId neighbour,
        DeviceCommand.BridgedPin write,
        CancellationToken cancellation
    );

    /// <summary>Takes the value of a pin away: reads and syncs answer its default, if it has one. Its history stays.</summary>
    ValueTask<WriteResult> EraseAsync(VirtualPin pin, CancellationToken cancellation);

    /// <summary>Takes a widget property of a pin away. False for an unknown property name.</summary>
    ValueTask<bool> ErasePropertyAsync(VirtualPin pin, string property, CancellationToken cancellation);

    /// <summary>
    /// Ends when everything that the device wrote by this session is on disk. A protocol that acknowledges takes many writes
    /// and then waits once, so that they share a commit.
    /// </summary>
    /// <exception cref="StorageUnavailableException">It took too long: acknowledge nothing, close the connection.</exception>
    ValueTask SavedAsync(CancellationToken cancellation);
}
