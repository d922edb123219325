using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;

namespace Firstlight.Api;

internal sealed record CreateDevice(string? TemplateId, string? Name);

internal sealed record RenameDevice(string? Name);

internal sealed record MetadataValue(string? Value);

/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Address">In words; nothing for none.</param>
/// <param name="TimeZone">An IANA name; nothing leaves it to the device's metadata and the organisation.</param>
internal sealed record GivenPlace(double? Latitude, double? Longitude, string? Address, string? TimeZone);

internal sealed record DeviceAnswer(
    long Id,
    string Name,
    string TemplateId,
    bool Online,
    bool Connected,
    ActivationMethod Method,
    long? OwnerId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ActivatedAt,
    DateTimeOffset? FirstConnectedAt,
    DateTimeOffset? LastSeenAt,
    HardwareAnswer? Hardware,
    IReadOnlyDictionary<string, string> Metadata,
    DevicePlace? Place
)
{
    public static DeviceAnswer Of(Device device, IFleet fleet) =>
        new(
            device.Id.Value,
            device.Name,
            device.Template.Value,
            fleet.IsOnline(device),
            fleet.IsConnected(device),
            device.Method,
            device.Owner?.Value,
            device.CreatedAt,
            device.ActivatedAt,
            device.FirstConnectedAt,
            device.LastSeenAt,
            device.Hardware is { } hardware ? HardwareAnswer.Of(hardware) : null,
            device.Metadata,
            device.Place
        );
}

internal sealed record HardwareAnswer(
    string? TemplateId,
    string? FirmwareVersion,
    string? FirmwareType,
    string? Build,
    string? LibraryVersion,
    string? Board,
    string? Cpu,
    string? Connection,
    double? HeartbeatSeconds,
    int? ReceiveBytesMax
)
{
    public static HardwareAnswer Of(HardwareReport report) =>
        new(
            report.TemplateId,
            report.FirmwareVersion,
            report.FirmwareType,
            report.Build,
            report.LibraryVersion,
            report.Board,
            report.Cpu,
            report.Connection,
            report.Heartbeat?.TotalSeconds,
            report.ReceiveBytesMax
        );
}

/// <summary>A device made by hand. A class, not a record: a record would print its token.</summary>
internal sealed class IssuedDeviceAnswer(Device device, AuthToken token)
{
    public long Id { get; } = device.Id.Value;

    public string Name { get; } = device.Name;

    public string TemplateId { get; } = device.Template.Value;

    public string Token { get; } = token.Reveal();

    public DateTimeOffset CreatedAt { get; } = device.CreatedAt;
}

/// <summary>A revealed token. A class, not a record: a record would print it.</summary>
internal sealed class TokenAnswer(AuthToken token)
{
    public string Token { get; } = token.Reveal();
}
