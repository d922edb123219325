using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet;

/// <summary>A datastream with its last value. <paramref name="Value"/> is null when it was never set, or holds no more, and there is no default.</summary>
public sealed record DatastreamValue(Datastream Datastream, string? Value, DateTimeOffset? UpdatedAt)
{
    /// <summary>True when the last value holds no more; its time is still told.</summary>
    public bool HasExpired { get; init; }
}

/// <summary>How a person's write went.</summary>
/// <param name="Value">What is stored now, after the datastream's range.</param>
/// <param name="UpdatedAt">When.</param>
/// <param name="Delivered">True when it went out to the connected device; false: the device finds it by sync.</param>
public sealed record PutResult(string Value, DateTimeOffset UpdatedAt, bool Delivered);

/// <summary>How a ping went.</summary>
public enum PingState
{
    /// <summary>The device answered.</summary>
    Answered,

    /// <summary>It did not answer within <see cref="FleetOptions.PingPatience"/>.</summary>
    NoAnswer,

    /// <summary>It is not connected.</summary>
    NotConnected,

    /// <summary>It has not subscribed to pings, or its library cannot take one.</summary>
    NotPossible,
}

/// <summary>How a ping went, and how long it took when it was answered.</summary>
public readonly record struct PingResult(PingState State, TimeSpan? RoundTrip = null);

/// <summary>One stored point.</summary>
public readonly record struct HistoryPoint(DateTimeOffset At, string Value);

/// <summary>A page of history, oldest first.</summary>
public sealed record HistoryPage(IReadOnlyList<HistoryPoint> Items, string? Next);

/// <summary>What happened to a device.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Code"><c>online</c>, <c>offline</c>, <c>activated</c> or the device's own code.</param>
/// <param name="Description">More, from the device.</param>
/// <param name="At">When.</param>
/// <param name="ResolvedAt">When someone or the device called it settled.</param>
public sealed record DeviceEvent(
    long Id,
    string Code,
    string? Description,
    DateTimeOffset At,
    DateTimeOffset? ResolvedAt
);

/// <summary>A page of events, newest first.</summary>
public sealed record EventPage(IReadOnlyList<DeviceEvent> Items, string? Next);

/// <summary>The devices as people see them. Others' devices are refused as not found.</summary>
public interface IFleet
{
    /// <summary>True while the device holds a lasting connection to this cloud.</summary>
    bool IsConnected(DeviceId device);

    /// <summary>True while connected or within the template's wait.</summary>
    bool IsOnline(DeviceId device);

    /// <summary>
    /// As <see cref="IsConnected(DeviceId)"/>, for lists. Of a device that lives on another node it is said as stored: connected, or so lately that its wait is not over.
    /// </summary>
    bool IsConnected(Device device);

    /// <summary>As <see cref="IsOnline(DeviceId)"/>, for lists. Of a device that lives on another node it is said as stored.</summary>
    bool IsOnline(Device device);

    /// <summary>How many devices are connected now.</summary>
    int ConnectedCount { get; }

    /// <summary>Every datastream of the device with its last value, by pin.</summary>
    Task<Outcome<IReadOnlyList<DatastreamValue>>> ReadValuesAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    );

    /// <summary>A person writes a pin: on disk before this returns, then sent to the device if it is connected.</summary>
    Task<Outcome<PutResult>> PutAsync(
        OrganisationId organisation,
        DeviceId device,
        VirtualPin pin,
        string value,
        CancellationToken cancellation
    );

    /// <summary>Stored points of a pin between two times.</summary>
    /// <param name="limit">1 to 10 000.</param>
    Task<Outcome<HistoryPage>> ReadHistoryAsync(
        OrganisationId organisation,
        DeviceId device,
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        int limit,
        string? cursor,
        CancellationToken cancellation
    );

    /// <summary>The past of a device.</summary>
    Task<Outcome<IDeviceHistory>> FindHistoryAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    );

    /// <summary>The device's events.</summary>
    /// <param name="limit">1 to 1 000.</param>
    Task<Outcome<EventPage>> ReadEventsAsync(
        OrganisationId organisation,
        DeviceId device,
        int limit,
        string? cursor,
        CancellationToken cancellation
    );

    /// <summary>Sends a command; false when the device is not connected.</summary>
    Task<Outcome<bool>> SendAsync(
        OrganisationId organisation,
        DeviceId device,
        DeviceCommand command,
        CancellationToken cancellation
    );

    /// <summary>Asks a connected device for a sign of life, and how long that takes.</summary>
    Task<Outcome<PingResult>> PingAsync(OrganisationId organisation, DeviceId device, CancellationToken cancellation);

    /// <summary>
    /// The person looks on from now until the result is disposed. Their devices hear of it if <see cref="FleetOptions.TellsAppPresence"/>.
    /// </summary>
    IDisposable NoteWatching(UserId person);

    /// <summary>
    /// The device was given to somebody else and is stored so. Its connection stays; what happens from now on is told to those it
    /// belongs to.
    /// </summary>
    void NoteMove(DeviceId device, OrganisationId organisation, UserId? owner);

    /// <summary>Removes the device for good: its token is dead, its data gone and its connection closed.</summary>
    Task<Outcome<Done>> DeleteDeviceAsync(OrganisationId organisation, DeviceId device, CancellationToken cancellation);
}
