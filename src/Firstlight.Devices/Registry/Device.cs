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
);
