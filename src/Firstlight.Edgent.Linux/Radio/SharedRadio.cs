using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>
/// One radio that is an access point and in a network at once: the access point has a virtual interface of its own beside the
/// station's, there only as long as it is open.
/// </summary>
internal sealed class SharedRadio
{
    /// <summary>The virtual interface.</summary>
    public const string Face = "edgent-ap";

    private const int Locally = 0x02;
    private const int AnotherBit = 0x04;

    private static readonly TimeSpan FacePatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FaceLook = TimeSpan.FromMilliseconds(100);

    private readonly Iw _iw;
    private readonly string _station;
    private readonly TimeProvider _time;

    private SharedRadio(Iw iw, string station, string address, int channels, TimeProvider time) =>
        (_iw, _station, Address, HasOneChannel, _time) = (iw, station, address, channels == 1, time);

    /// <summary>The access point's address.</summary>
    public string Address { get; }

    /// <summary>True when both have to be on the same channel, which the router chooses.</summary>
    public bool HasOneChannel { get; }

    /// <summary>Looks what the radio of the station is able to, and removes what a killed program left. Null: one after the other; the log says why.</summary>
    public static async Task<SharedRadio?> FindAsync(
        Iw iw,
        string station,
        string stationMac,
        TimeProvider time,
        ILogger log,
        CancellationToken cancellation
    )
    {
        var (channels, fault) = await ChannelsAsync(iw, station, cancellation);
        if (channels == 0)
        {
            Log.RadioNotShared(log, station, fault ?? "its driver does not offer it");
            return null;
        }

        await iw.RunAsync(cancellation, "dev", Face, "del");
        return new SharedRadio(iw, station, BesideOf(stationMac), channels, time);
    }

    /// <summary>On how many channels at once the radio of an interface can be both; 0 with the reason why that is not known.</summary>
    public static async Task<(int Channels, string? Fault)> ChannelsAsync(
        Iw iw,
        string face,
        CancellationToken cancellation
    )
    {
        var device = await iw.RunAsync(cancellation, "dev", face, "info");
        if (device.Fault is not null)
            return (0, device.Fault);
        var words = device.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var number = words.SkipWhile(word => word != "wiphy").ElementAtOrDefault(1);
        var radio = await iw.RunAsync(cancellation, $"phy#{number}", "info");
        return (InterfaceCombinations.ChannelsForBoth(radio.Output), radio.Fault);
    }

    /// <summary>The access point's interface, made when it is not there, as soon as NetworkManager has it.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public async Task<WifiDevice> OpenAsync(NetworkManagerLink manager, CancellationToken cancellation)
    {
        if (await ReadyAsync(manager, cancellation) is { } there)
            return there;
        var made = await _iw.RunAsync(
            cancellation,
            ["dev", _station, "interface", "add", Face, "type", "__ap", "addr", Address]
        );
        using var patience = new CancellationTokenSource(FacePatience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            while (true)
            {
                if (await ReadyAsync(manager, either.Token) is { } device)
                    return device;
                await Task.Delay(FaceLook, _time, either.Token);
            }
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException(
                made.Fault is { } fault
                    ? $"The radio of {_station} got no interface for the access point: {fault}."
                    : $"NetworkManager does not take {Face} (see: nmcli device).",
                late
            );
        }
    }

    /// <summary>Removes the access point's interface.</summary>
    public Task CloseAsync(CancellationToken cancellation) => _iw.RunAsync(cancellation, "dev", Face, "del");

    private async Task<WifiDevice?> ReadyAsync(NetworkManagerLink manager, CancellationToken cancellation)
    {
        try
        {
            var device = await WifiDevice.FindAsync(manager, Face, unwanted: null, _time, cancellation);
            if (device is null || await device.StateAsync(cancellation) < NmState.Disconnected)
                return null;
            await device.AllowAutoconnectAsync(false, cancellation);
            return device;
        }
        catch (BusErrorException)
        {
            return null; // It went between two questions.
        }
    }

    /// <summary>An address that nobody was sold: the station's with another first byte.</summary>
    private static string BesideOf(string mac)
    {
        var first = int.Parse(mac.AsSpan(0, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var other = (first & Locally) == 0 ? first | Locally : first ^ AnotherBit;
        return $"{other:X2}{mac[2..]}";
    }
}
