namespace Firstlight.Workbench;

/// <summary>What a newcomer finds in a new room: a home network, two others, and one device fresh from the box.</summary>
internal static class ExampleRoom
{
    public const string HomeSsid = "Home";
    public const string HomePassword = "firstlight-wifi";

    private static readonly Network[] Networks =
    [
        new()
        {
            Ssid = HomeSsid,
            Password = HomePassword,
            Security = "WPA2",
            Rssi = -48,
            Channel = 6,
        },
        new()
        {
            Ssid = "Neighbour 5G",
            Password = "not-your-business",
            Security = "WPA2+WPA3",
            Rssi = -74,
            Channel = 44,
        },
        new()
        {
            Ssid = "Workshop",
            Password = "behind-the-door",
            Security = "WPA2",
            Rssi = -62,
            Channel = 11,
            Hidden = true,
        },
    ];

    private static readonly DeviceModel Thermostat = new()
    {
        Name = "Thermostat",
        TemplateId = "TMPLthermo01",
        TemplateName = "Thermostat",
        Behaviour = DeviceBehaviour.Thermostat,
    };

    public static async Task FurnishAsync(RoomKeeper keeper, CancellationToken cancellation)
    {
        foreach (var network in Networks)
            await keeper.ChangeAirAsync(air => air.TryAdd(network), cancellation);
        await keeper.AddDeviceAsync(Thermostat with { Tls = keeper.TlsByDefault }, cancellation);
    }
}
