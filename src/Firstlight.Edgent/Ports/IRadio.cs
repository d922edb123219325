using System.Net;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>
/// The Wi-Fi radio: an access point or a joined network, or both where <see cref="RadioFacts.KeepsAccessPoint"/> says so. <see cref="ScanAsync"/> may overlap with any call; the others come
/// one after the other.
/// </summary>
public interface IRadio
{
    /// <summary>What never changes while the device is powered.</summary>
    RadioFacts Facts { get; }

    /// <summary>
    /// Who wants to hear about the air. Called once, before anything else; <paramref name="heard"/> returns at once and may
    /// be called from any thread.
    /// </summary>
    void Listen(Action<RadioNotice> heard);

    /// <summary>Networks in the air now, in any order; hidden ones have an empty name.</summary>
    Task<IReadOnlyList<WifiScanEntry>> ScanAsync(CancellationToken cancellation);

    /// <summary>
    /// Opens the access point; from now until it is lowered, whoever joins it reaches <paramref name="portal"/> over HTTP.
    /// Announce stations with <see cref="RadioNotice.Stations"/>.
    /// </summary>
    Task RaiseAccessPointAsync(AccessPoint accessPoint, Portal portal, CancellationToken cancellation);

    /// <summary>Closes the access point; nothing to do when there is none.</summary>
    Task LowerAccessPointAsync(CancellationToken cancellation);

    /// <summary>
    /// Joins a network, leaving any other. The caller cancels after its own time limit; a joined link that breaks later is
    /// announced with <see cref="RadioNotice.LinkLost"/>.
    /// </summary>
    Task<JoinResult> JoinAsync(JoinRequest request, CancellationToken cancellation);

    /// <summary>Leaves the joined network; nothing to do when there is none.</summary>
    Task LeaveAsync(CancellationToken cancellation);
}

/// <summary>What a radio is.</summary>
/// <param name="StationMac">Its address when it joins a network, such as <c>24:6F:28:AA:BB:CC</c>; the unit suffix comes from it.</param>
/// <param name="AccessPointMac">Its address as an access point.</param>
/// <param name="FiveGigahertz">True when it hears 5 GHz.</param>
/// <param name="ScansAsAccessPoint">True when it can scan while its access point is up; otherwise the list made before is served.</param>
/// <param name="KeepsAccessPoint">True when its access point stays up while it joins a network and is in it, as with two radios.</param>
/// <param name="HasAccessPoint">False for a cable: there is none to open, and nothing is said about one.</param>
public sealed record RadioFacts(
    string StationMac,
    string AccessPointMac,
    bool FiveGigahertz = false,
    bool ScansAsAccessPoint = false,
    bool KeepsAccessPoint = false,
    bool HasAccessPoint = true
);

/// <summary>The access point that a device opens. It is open (no password), as phones expect.</summary>
/// <param name="Name">Its network name.</param>
/// <param name="Address">The device's address in it, 192.168.4.1.</param>
/// <param name="HostName">The one name its DNS answers, <c>blynk.setup</c>.</param>
/// <param name="Captive">True: its DNS answers every name, so that phones open the page by themselves.</param>
public sealed record AccessPoint(string Name, IPAddress Address, string HostName, bool Captive);

/// <summary>Something the radio noticed by itself.</summary>
public abstract record RadioNotice
{
    /// <summary>The joined network is gone.</summary>
    public sealed record LinkLost : RadioNotice;

    /// <summary>So many phones are on the access point now.</summary>
    public sealed record Stations(int Count) : RadioNotice;
}

/// <summary>What to join.</summary>
public sealed record JoinRequest
{
    /// <summary>The network's name.</summary>
    public required string Ssid { get; init; }

    /// <summary>Its password; empty for an open network. Never log it.</summary>
    public required string Password { get; init; }

    /// <summary>The name to give when asking for an address.</summary>
    public required string HostName { get; init; }

    /// <summary>The address to take; null to ask for one.</summary>
    public StaticAddress? Address { get; init; }

    /// <summary>The network's name only.</summary>
    public override string ToString() => $"JoinRequest {{ Ssid = {Ssid} }}";
}

/// <summary>How joining ended.</summary>
public enum JoinResult
{
    /// <summary>In the network, with an address.</summary>
    Joined,

    /// <summary>No such network in the air.</summary>
    NotFound,

    /// <summary>The router refused the password.</summary>
    WrongPassword,

    /// <summary>In the network, but nobody gave an address.</summary>
    NoAddress,

    /// <summary>The router does not answer.</summary>
    Timeout,

    /// <summary>The static address could not be set.</summary>
    AddressRefused,
}
