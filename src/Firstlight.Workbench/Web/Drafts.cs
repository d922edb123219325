namespace Firstlight.Workbench;

/// <summary>What a caller says when making a device; null takes the default.</summary>
internal sealed record DeviceDraft(
    string? Name,
    string? TemplateId,
    string? TemplateName,
    string? FirmwareVersion,
    bool? Tls,
    DeviceBehaviour? Behaviour
)
{
    public DeviceModel ToModel(bool tlsByDefault) =>
        new()
        {
            Name = Name ?? "",
            TemplateId = TemplateId ?? "",
            TemplateName = TemplateName ?? Name ?? "",
            FirmwareVersion = FirmwareVersion ?? "1.0.0",
            Tls = Tls ?? tlsByDefault,
            Behaviour = Behaviour ?? DeviceBehaviour.Thermostat,
        };
}

/// <summary>What a caller says when making or changing a network; null takes the default or keeps what is there.</summary>
internal sealed record NetworkDraft(
    string? Ssid,
    string? Password,
    string? Security,
    int? Rssi,
    int? Channel,
    bool? Hidden,
    bool? On,
    bool? Dhcp,
    bool? Internet
)
{
    private const string UsualSecurity = "WPA2";

    public Network ToNetwork() => Apply(new Network { Ssid = Ssid ?? "" });

    /// <summary>The network as it becomes. A password on an open network closes it, an empty one opens it.</summary>
    public Network Apply(Network network)
    {
        var password = Password ?? network.Password;
        var security =
            Security
            ?? (
                password.Length == 0 ? Network.Open
                : network.Security == Network.Open ? UsualSecurity
                : network.Security
            );
        return network with
        {
            Password = password,
            Security = security,
            Rssi = Rssi ?? network.Rssi,
            Channel = Channel ?? network.Channel,
            Hidden = Hidden ?? network.Hidden,
            On = On ?? network.On,
            Dhcp = Dhcp ?? network.Dhcp,
            Internet = Internet ?? network.Internet,
        };
    }

    /// <summary>Without the password.</summary>
    public override string ToString() => $"NetworkDraft {{ Ssid = {Ssid} }}";
}

/// <summary>A hand on the button.</summary>
internal sealed record ButtonDraft(double? HeldSeconds);

/// <summary>A hand on the plug.</summary>
internal sealed record PowerDraft(bool? On);
