using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>A value that a device has now, and a point of its history.</summary>
/// <param name="Device">The device.</param>
/// <param name="Pin">The pin.</param>
/// <param name="Value">Wire form.</param>
/// <param name="At">When it holds from.</param>
/// <param name="IsLatest">True when it is also the twin's new value; false for an imported older point.</param>
public readonly record struct ValueRecord(
    DeviceId Device,
    VirtualPin Pin,
    string Value,
    DateTimeOffset At,
    bool IsLatest
)
{
    /// <summary>What history keeps of it.</summary>
    public PointKeeping Keeping { get; init; }

    /// <summary>True when the twin has no value from now on: nothing is kept of this record, and its history stays.</summary>
    public bool IsErased { get; init; }

    /// <summary>Older values of which nothing is kept: this one came before they were on disk.</summary>
    public int Overwritten { get; init; }
}

/// <summary>What history keeps of a value. The twin has it in any case when it is the latest.</summary>
public enum PointKeeping
{
    /// <summary>The value; it is no number.</summary>
    Point,

    /// <summary>The value, and its part in what the minute came to.</summary>
    PointAndMinute,

    /// <summary>Only its part in what the minute came to.</summary>
    Minute,

    /// <summary>Nothing.</summary>
    Nothing,
}

/// <summary>A widget property; a value of null takes it away.</summary>
public readonly record struct PropertyRecord(DeviceId Device, VirtualPin Pin, string Property, string? Value);

/// <summary>A device came, went or gave a life sign.</summary>
/// <param name="Device">The device.</param>
/// <param name="Online">Its presence now.</param>
/// <param name="LastSeenAt">Its last life sign.</param>
/// <param name="Connected">True when this is a login; the first one is kept as the device's first connection.</param>
public readonly record struct PresenceRecord(DeviceId Device, bool Online, DateTimeOffset LastSeenAt, bool Connected);

/// <summary>An event to keep.</summary>
public readonly record struct EventRecord(DeviceId Device, string Code, string? Description, DateTimeOffset At);

/// <summary>Events to mark as settled.</summary>
public readonly record struct ResolveRecord(DeviceId Device, string Code, bool All, DateTimeOffset At);

/// <summary>What goes to disk in one step. Records of devices that no longer exist are dropped by the store.</summary>
public sealed record FleetBatch(
    IReadOnlyList<ValueRecord> Values,
    IReadOnlyList<PropertyRecord> Properties,
    IReadOnlyList<PresenceRecord> Presence,
    IReadOnlyList<EventRecord> Events,
    IReadOnlyList<ResolveRecord> Resolved
);

/// <summary>A twin's stored value.</summary>
public readonly record struct TwinValue(VirtualPin Pin, string Value, DateTimeOffset UpdatedAt);

/// <summary>What the fleet needs from the database. Any fault is a <see cref="StorageUnavailableException"/>.</summary>
public interface IFleetStore
{
    /// <summary>Durable when the task ends: everything in one commit.</summary>
    Task AppendAsync(FleetBatch batch, CancellationToken cancellation);

    /// <summary>The device's last values.</summary>
    Task<IReadOnlyList<TwinValue>> ReadTwinAsync(DeviceId device, CancellationToken cancellation);

    /// <summary>Points with <c>from &lt;= at &lt; to</c>, oldest first, after <paramref name="afterId"/>; one more than the limit when there are more.</summary>
    Task<IReadOnlyList<(long Id, HistoryPoint Point)>> ReadHistoryAsync(
        DeviceId device,
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        long? afterId,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>Events newest first, before <paramref name="beforeId"/>; one more than the limit when there are more.</summary>
    Task<IReadOnlyList<DeviceEvent>> ReadEventsAsync(
        DeviceId device,
        long? beforeId,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>At start nobody is connected: every device still marked online becomes offline and gets an offline event. Returns how many.</summary>
    Task<int> MarkAllOfflineAsync(DateTimeOffset at, CancellationToken cancellation);
}
