using Firstlight.Edgent;

namespace Firstlight.Workbench;

/// <summary>A device as the REST face shows it.</summary>
internal sealed record DeviceView(
    string Id,
    string Name,
    string TemplateId,
    string TemplateName,
    string FirmwareVersion,
    bool Tls,
    DeviceBehaviour Behaviour,
    bool Power,
    EdgentMode? State,
    string? Network,
    AccessPointView? AccessPoint,
    LightView Light,
    int OpenSockets
)
{
    public static DeviceView Of(VirtualDevice device, AirAddress address) =>
        new(
            device.Id,
            device.Model.Name,
            device.Model.TemplateId,
            device.Model.TemplateName,
            device.FirmwareVersion,
            device.Model.Tls,
            device.Model.Behaviour,
            device.IsPowered,
            device.Mode,
            device.JoinedSsid,
            AccessPointView.Of(device, address),
            LightView.Of(device.Light),
            device.OpenSockets
        );
}

/// <summary>An access point in the air.</summary>
/// <param name="Ssid">Its name.</param>
/// <param name="Url">Where its portal answers, in place of <c>http://192.168.4.1</c>.</param>
/// <param name="DeviceId">Whose it is.</param>
internal sealed record AccessPointView(string Ssid, string Url, string DeviceId)
{
    public static AccessPointView? Of(VirtualDevice device, AirAddress address) =>
        device.AccessPointSsid is { } ssid ? new(ssid, address.Of(device), device.Id) : null;
}

/// <summary>What a light shows.</summary>
/// <param name="Description">What it means.</param>
/// <param name="Color"><c>#RRGGBB</c>.</param>
/// <param name="Motion">How it moves.</param>
/// <param name="Milliseconds">On and off times, or one breath.</param>
internal sealed record LightView(string Description, string Color, LightMotion Motion, IReadOnlyList<int> Milliseconds)
{
    public static LightView Of(LightPattern pattern) =>
        new(pattern.Name, $"#{pattern.Rgb:X6}", pattern.Motion, pattern.Milliseconds);
}

/// <summary>A network, without its password.</summary>
internal sealed record NetworkView(
    string Ssid,
    string Security,
    int Rssi,
    int Channel,
    bool Hidden,
    bool On,
    bool Dhcp,
    bool Internet
)
{
    public static NetworkView Of(Network network) =>
        new(
            network.Ssid,
            network.Security,
            network.Rssi,
            network.Channel,
            network.Hidden,
            network.On,
            network.Dhcp,
            network.Internet
        );
}

/// <summary>Where the cloud is, as far as the workbench was told; for people and pages only.</summary>
internal sealed record CloudHint(string? Host, int? Port, int? TlsPort);

/// <summary>The whole room.</summary>
internal sealed record RoomView(
    IReadOnlyList<DeviceView> Devices,
    IReadOnlyList<NetworkView> Networks,
    CloudHint Cloud
);

/// <summary>What a phone sees.</summary>
internal sealed record AirView(IReadOnlyList<AccessPointView> AccessPoints);

/// <summary>A device's serial log.</summary>
internal sealed record LogView(IReadOnlyList<SerialLine> Lines);
