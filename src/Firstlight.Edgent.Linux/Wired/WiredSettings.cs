namespace Firstlight.Edgent.Linux;

/// <summary>The cable of a board without Wi-Fi.</summary>
public sealed record WiredSettings
{
    /// <summary>The interface, such as <c>eth0</c>; null: the first Ethernet device.</summary>
    public string? Interface { get; init; }

    /// <summary>Where the kernel describes its network devices.</summary>
    public string DevicesFolder { get; init; } = "/sys/class/net";
}
