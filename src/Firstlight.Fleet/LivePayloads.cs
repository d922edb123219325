namespace Firstlight.Fleet;

/// <summary>Data of <c>device.online</c>.</summary>
internal sealed record DeviceOnline(long DeviceId, string Protocol);

/// <summary>Data of <c>device.offline</c>.</summary>
internal sealed record DeviceOffline(long DeviceId, DateTimeOffset LastSeenAt);

/// <summary>Data of <c>device.deleted</c>.</summary>
internal sealed record DeviceDeleted(long DeviceId);

/// <summary>Data of <c>device.event</c>; name and severity are the template's.</summary>
internal sealed record DeviceEventLogged(
    long DeviceId,
    string Code,
    string? Description,
    string? Name,
    string? Severity
);

/// <summary>Data of <c>device.error</c>: what it is, the list says.</summary>
internal sealed record DeviceErrorNoted(long DeviceId, long Count);

/// <summary>Data of <c>datastream</c>. No value: the device erased it, and there is no default.</summary>
internal sealed record DatastreamChanged(long DeviceId, int Pin, string Name, string? Value, DateTimeOffset At);
