namespace Firstlight.Edgent.Linux;

/// <summary>Which Wi-Fi hardware the radio uses, and where.</summary>
public sealed record RadioSettings
{
    /// <summary>The interface that joins networks, such as <c>wlan0</c>; null: the first Wi-Fi interface that NetworkManager has.</summary>
    public string? Interface { get; init; }

    /// <summary>
    /// A second interface for the access point alone, such as a second adapter: then the access point stays up while a network
    /// is joined, and the phone learns the result there. Null: one interface does both, one after the other.
    /// </summary>
    public string? AccessPointInterface { get; init; }

    /// <summary>
    /// True: where the radio can be both at once, the access point stays open beside the network, on a virtual interface of its own; where it cannot, one radio does both, one
    /// after the other. Of no meaning with <see cref="AccessPointInterface"/>.
    /// </summary>
    public bool KeepsAccessPoint { get; init; }

    /// <summary>The country whose radio rules hold, two letters such as <c>DE</c>; null: as the system has it.</summary>
    public string? Country { get; init; }

    /// <summary>Where the system bus listens.</summary>
    public string BusAddress { get; init; } = "unix:path=/run/dbus/system_bus_socket";

    /// <summary>How long the start waits for NetworkManager and the hardware.</summary>
    public TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The portal's port on the access point.</summary>
    internal int PortalPort { get; init; } = 80;

    /// <summary>Where the kernel describes its network devices.</summary>
    internal string DevicesFolder { get; init; } = "/sys/class/net";

    /// <summary>The program that speaks to the kernel's Wi-Fi.</summary>
    internal string IwProgram { get; init; } = "iw";
}
