using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>NetworkManager as it runs now, with our interfaces in it.</summary>
internal sealed class RadioLink : IAsyncDisposable
{
    private RadioLink(NetworkManagerLink manager, WifiDevice station, WifiDevice accessPoint) =>
        (Manager, Station, AccessPoint) = (manager, station, accessPoint);

    public NetworkManagerLink Manager { get; }

    /// <summary>The interface that joins networks.</summary>
    public WifiDevice Station { get; }

    /// <summary>The interface of the access point; often the same.</summary>
    public WifiDevice AccessPoint { get; }

    public bool HasTwoInterfaces => Station.Name != AccessPoint.Name;

    /// <exception cref="BoardUnavailableException">Something is not there; the message says what.</exception>
    public static async Task<RadioLink> OpenAsync(
        RadioSettings settings,
        TimeProvider time,
        ILogger log,
        CancellationToken cancellation
    )
    {
        var manager = await NetworkManagerLink.OpenAsync(settings.BusAddress, time, cancellation);
        try
        {
            await SwitchOnAsync(manager, log, cancellation);
            var station = await FindAsync(
                manager,
                settings.Interface,
                settings.AccessPointInterface ?? SharedRadio.Face,
                time,
                cancellation
            );
            var accessPoint =
                settings.AccessPointInterface is { } other && other != station.Name
                    ? await FindAsync(manager, other, unwanted: null, time, cancellation)
                    : station;
            // What the network is, is decided here; profiles that the system has besides stay, and stay idle.
            await station.AllowAutoconnectAsync(false, cancellation);
            if (accessPoint != station)
                await accessPoint.AllowAutoconnectAsync(false, cancellation);
            return new RadioLink(manager, station, accessPoint);
        }
        catch (Exception fault)
        {
            await manager.DisposeAsync();
            throw fault switch
            {
                BusErrorException refused => new BoardUnavailableException(
                    $"NetworkManager refuses: {refused.Words} Give the user of this service the rights in its polkit rule.",
                    refused
                ),
                BusClosedException or TimeoutException => new BoardUnavailableException(
                    "NetworkManager does not answer. See: systemctl status NetworkManager.",
                    fault
                ),
                _ => fault,
            };
        }
    }

    public ValueTask DisposeAsync() => Manager.DisposeAsync();

    private static async Task SwitchOnAsync(NetworkManagerLink manager, ILogger log, CancellationToken cancellation)
    {
        var properties = await manager.GetAllAsync(Nm.Path, Nm.Name, cancellation);
        if (!properties.Get("WirelessHardwareEnabled", true))
            throw new BoardUnavailableException("A switch on the board keeps Wi-Fi off (see: rfkill list).");
        if (properties.Get("WirelessEnabled", true))
            return;
        Log.SwitchingWifiOn(log);
        await manager.SetAsync(Nm.Path, Nm.Name, "WirelessEnabled", new Variant("b", true), cancellation);
    }

    private static async Task<WifiDevice> FindAsync(
        NetworkManagerLink manager,
        string? wanted,
        string? unwanted,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var device = await WifiDevice.FindAsync(manager, wanted, unwanted, time, cancellation);
        if (device is null)
        {
            throw new BoardUnavailableException(
                $"NetworkManager has no Wi-Fi interface{NameFor(wanted, unwanted)}. See: nmcli device."
            );
        }

        return await device.StateAsync(cancellation) == NmState.Unmanaged
            ? throw new BoardUnavailableException(
                $"NetworkManager does not manage {device.Name}. Let it: nmcli device set {device.Name} managed yes."
            )
            : device;
    }

    private static string NameFor(string? wanted, string? unwanted) =>
        (wanted, unwanted) switch
        {
            ({ } name, _) => $" {name}",
            (_, SharedRadio.Face) => "",
            (_, { } other) => $" beside {other}, which is for the access point alone",
            _ => "",
        };
}
