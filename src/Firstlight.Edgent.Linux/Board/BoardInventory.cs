namespace Firstlight.Edgent.Linux;

/// <summary>Which parts of a board are there, for a person who sets it up. Looks only: nothing is opened, nothing changes.</summary>
public static class BoardInventory
{
    /// <summary>Each part with what was found, in words.</summary>
    /// <exception cref="BoardUnavailableException">The network's part is not there.</exception>
    public static async Task<IReadOnlyList<(string Part, string Found)>> LookAsync(
        BoardSettings settings,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var network =
            settings.Network == BoardNetwork.Wired
                ? Cable(settings.Wired)
                : await RadioAsync(settings.Radio, time, cancellation);
        return [("button", Button(settings.Button)), ("light", Light(settings.Light)), network];
    }

    private static (string Part, string Found) Cable(WiredSettings settings)
    {
        var device = WiredDevice.Find(settings);
        return ("cable", $"{device.Name}, {device.Mac}, {(device.HasCarrier ? "plugged in" : "not plugged in")}");
    }

    private static async Task<(string Part, string Found)> RadioAsync(
        RadioSettings settings,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var station = RadioName(settings, settings.Interface, unwanted: settings.AccessPointInterface);
        if (settings.AccessPointInterface is { } second && second != station)
            return ("radio", $"{station}, and {RadioName(settings, second, unwanted: null)} for the access point");
        var iw = new Iw(settings.IwProgram, time);
        var (channels, fault) = await SharedRadio.ChannelsAsync(iw, station, cancellation);
        return ("radio", $"{station}, {AbilityOf(channels, fault, settings.KeepsAccessPoint)}");
    }

    private static string AbilityOf(int channels, string? fault, bool keeps) =>
        (channels, keeps) switch
        {
            (0, true) =>
                $"an access point or in a network, and keepsAccessPoint is of no use: {fault ?? "the driver does not offer both"}",
            (0, false) => "an access point or in a network, one after the other",
            (1, true) => "an access point and in a network at once, on one channel",
            (_, true) => $"an access point and in a network at once, on {channels} channels",
            (_, false) => "an access point or in a network; it offers both at once (radio.keepsAccessPoint)",
        };

    /// <exception cref="BoardUnavailableException">There is none.</exception>
    private static string RadioName(RadioSettings settings, string? wanted, string? unwanted)
    {
        var radios = Directory.Exists(settings.DevicesFolder)
            ? Directory
                .EnumerateDirectories(settings.DevicesFolder)
                .Where(folder => Directory.Exists(Path.Combine(folder, "phy80211")))
                .Select(folder => Path.GetFileName(folder))
                .Where(name => name != unwanted && name != SharedRadio.Face)
                .Order(StringComparer.Ordinal)
                .ToList()
            : [];
        if (wanted is null)
        {
            return radios is [var first, ..]
                ? first
                : throw new BoardUnavailableException(
                    "No Wi-Fi interface was found (see: iw dev). For a board with a cable: \"network\": \"wired\"."
                );
        }

        return radios.Contains(wanted)
            ? wanted
            : throw new BoardUnavailableException($"There is no Wi-Fi interface {wanted} (see: iw dev).");
    }

    private static string Button(ButtonSettings settings) =>
        InputDevices.Find(settings) ?? $"none: {InputDevices.Describe(settings)}";

    private static string Light(LightSettings settings)
    {
        try
        {
            return Lamp.Find(settings, out var missing)?.Names ?? $"none: {missing}";
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            return $"none: {unusable.Message}";
        }
    }
}
