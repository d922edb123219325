namespace Firstlight.Edgent.Linux;

/// <summary>One network device as the kernel describes it in <c>/sys/class/net</c>.</summary>
internal sealed class WiredDevice
{
    private const string EthernetType = "1";

    private readonly string _folder;

    private WiredDevice(string folder)
    {
        _folder = folder;
        Name = Path.GetFileName(folder);
        Mac = Read("address")?.ToUpperInvariant() ?? "00:00:00:00:00:00";
    }

    public string Name { get; }

    public string Mac { get; }

    /// <summary>True when a cable is in and somebody is at its other end. A device that is switched off cannot say, which is no.</summary>
    public bool HasCarrier => Read("carrier") == "1";

    /// <summary>The device to use.</summary>
    /// <exception cref="BoardUnavailableException">There is none.</exception>
    public static WiredDevice Find(WiredSettings settings)
    {
        if (settings.Interface is { } name)
        {
            var folder = Path.Combine(settings.DevicesFolder, name);
            return Directory.Exists(folder)
                ? new WiredDevice(folder)
                : throw new BoardUnavailableException(
                    $"There is no network interface {name}; `ip link` lists those that are there."
                );
        }

        var devices = Directory.Exists(settings.DevicesFolder)
            ? Directory.EnumerateDirectories(settings.DevicesFolder)
            : [];
        // Real hardware has a device behind it; bridges and tunnels have none.
        var found = devices
            .Where(IsEthernet)
            .OrderByDescending(folder => Path.Exists(Path.Combine(folder, "device")))
            .ThenBy(folder => folder, StringComparer.Ordinal)
            .FirstOrDefault();
        return found is null
            ? throw new BoardUnavailableException(
                "No Ethernet interface was found; name one in wired.interface, or use network wifi."
            )
            : new WiredDevice(found);
    }

    private static bool IsEthernet(string folder) =>
        ReadFrom(folder, "type") == EthernetType
        && !Directory.Exists(Path.Combine(folder, "wireless"))
        && !Directory.Exists(Path.Combine(folder, "phy80211"))
        && !Directory.Exists(Path.Combine(folder, "bridge"));

    private string? Read(string attribute) => ReadFrom(_folder, attribute);

    private static string? ReadFrom(string folder, string attribute)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, attribute)).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // The kernel refuses some attributes of a device that is switched off, and all of one that was pulled out.
            return null;
        }
    }
}
