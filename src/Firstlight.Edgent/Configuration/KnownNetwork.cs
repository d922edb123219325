using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>A network and how to get into it.</summary>
/// <param name="Ssid">Its name.</param>
/// <param name="Password">Its password; empty for an open network. Never log it.</param>
/// <param name="Address">The address to take in it; null to ask for one.</param>
public sealed record KnownNetwork(string Ssid, string Password, StaticAddress? Address)
{
    /// <summary>The name only.</summary>
    public override string ToString() => $"KnownNetwork {{ Ssid = {Ssid} }}";
}
