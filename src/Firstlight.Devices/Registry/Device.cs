using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>How a device got its identity.</summary>
public enum ActivationMethod
{
    /// <summary>A token delivered over the device's own access point.</summary>
    Dynamic,

    /// <summary>A token flashed in the factory and claimed.</summary>
    Static,

    /// <summary>A person made the device and copied its token.</summary>
    Manual,
}

/// <summary>What a device said about itself after login.</summary>
public sealed record HardwareReport
{
    /// <summary>The template id compiled into the firmware.</summary>
    public string? TemplateId { get; init; }

    /// <summary>Firmware version.</summary>
    public string? FirmwareVersion { get; init; }

    /// <summary>Firmware type, normally the template id.</summary>
    public string? FirmwareType { get; init; }

    /// <summary>Build time as text.</summary>
    public string? Build { get; init; }

    /// <summary>Version of the device library.</summary>
    public string? LibraryVersion { get; init; }

    /// <summary>The board.</summary>
    public string? Board { get; init; }

    /// <summary>The processor.</summary>
    public string? Cpu { get; init; }

    /// <summary>The link, such as <c>WiFi</c>.</summary>
    public string? Connection { get; init; }

    /// <summary>The device's ping interval.</summary>
    public TimeSpan? Heartbeat { get; init; }

    /// <summary>The largest frame the device takes, header included, in bytes.</summary>
    public int? ReceiveBytesMax { get; init; }
}

/// <summary>One unit in someone's account.</summary>
/// <param name="Id">Its number; reserved when its first token was issued, never given again.</param>
/// <param name="Organisation">Where it lives.</param>
/// <param name="Owner">Whose it is; null when nobody's.</param>
/// <param name="Template">What it is.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Method">How it got its identity.</param>
/// <param name="CreatedAt">When it appeared in the account.</param>
/// <param name="ActivatedAt">When its pending token was used; null for one that was made by hand.</param>
/// <param name="FirstConnectedAt">Its first login over a lasting connection.</param>
/// <param name="LastSeenAt">Its last life sign.</param>
/// <param name="Online">True while connected or within its template's wait.</param>
/// <param name="Hardware">What it last said about itself.</param>
/// <param name="Metadata">What is known about it, by field name; fields without a value are absent.</param>
public sealed record Device(
    DeviceId Id,
    OrganisationId Organisation,
    UserId? Owner,
    TemplateId Template,
    string Name,
    ActivationMethod Method,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ActivatedAt,
    DateTimeOffset? FirstConnectedAt,
    DateTimeOffset? LastSeenAt,
    bool Online,
    HardwareReport? Hardware,
    IReadOnlyDictionary<string, string> Metadata
)
{
    /// <summary>
    /// When it came alive for its owner: the use of its pending token, or the first connection of a device made by hand.
    /// Null before that (docs/decisions/0006).
    /// </summary>
    public DateTimeOffset? ActivatedAt { get; init; } = ActivatedAt ?? FirstConnectedAt;

    /// <summary>Where people say it is; null when nobody has.</summary>
    public DevicePlace? Place { get; init; }
}
