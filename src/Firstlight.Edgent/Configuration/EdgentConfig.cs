using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>What a device remembers: how to reach its network and its cloud, and how the last attempt ended.</summary>
public sealed record EdgentConfig
{
    /// <summary>The host when a phone gives none.</summary>
    public const string HostDefault = "blynk.cloud";

    /// <summary>The TLS port when a phone gives none.</summary>
    public const int TlsPortDefault = 443;

    /// <summary>The plain ports that firmware without TLS tries in turn when a phone gives none.</summary>
    private static readonly int[] PlainPortDefaults = [80, 8080];

    /// <summary>True once it has led to a login, or was stored without trying (<c>save</c>).</summary>
    public bool Valid { get; init; }

    /// <summary>The network's name.</summary>
    public string Ssid { get; init; } = "";

    /// <summary>The network's password; empty for an open network. Never log it.</summary>
    public string Password { get; init; } = "";

    /// <summary>The AuthToken. Never log it.</summary>
    public string Token { get; init; } = "";

    /// <summary>The short code that is traded for the token once the network is joined. Never stored, never logged.</summary>
    public string Code { get; init; } = "";

    /// <summary>
    /// Stored in the middle of an attempt: the code was traded, and no login has succeeded yet. The power went then, and the
    /// attempt goes on at the next start.
    /// </summary>
    public bool IsUnfinished => !Valid && Ssid.Length > 0 && Token.Length > 0;

    /// <summary>The cloud's host.</summary>
    public string Host { get; init; } = HostDefault;

    /// <summary>The cloud's TLS port.</summary>
    public int TlsPort { get; init; } = TlsPortDefault;

    /// <summary>The cloud's plain port, for firmware without TLS only; null: the usual ones.</summary>
    public int? PlainPort { get; init; }

    /// <summary>The address to take in the network; null to ask for one.</summary>
    public StaticAddress? Address { get; init; }

    /// <summary>Other networks that once led to a login, the latest first; tried in turn when the network of these settings is not there.</summary>
    public KnownNetworks Others { get; init; } = KnownNetworks.None;

    /// <summary>
    /// The settings that worked, while these are tried in their place: they come back when these fail, also when the power goes in between. Null once
    /// these have led to a login, and where there were none.
    /// </summary>
    public EdgentConfig? Before { get; init; }

    /// <summary>Why the last attempt failed; told to the next phone.</summary>
    public DeviceErrorCode LastError { get; init; }

    /// <summary>A random id made at first boot; survives a reset.</summary>
    public string Uid { get; init; } = "";

    /// <summary>The firmware that logged in last; survives a reset of the settings.</summary>
    public string FirmwareVersion { get; init; } = "";

    /// <summary>Where firmware of this kind logs in, after so many attempts in a row that failed.</summary>
    public CloudAddress AddressFor(EdgentLink link, int failedAttempts) =>
        link == EdgentLink.Tls
            ? new CloudAddress(Host, TlsPort, Tls: true)
            : new CloudAddress(
                Host,
                PlainPort ?? PlainPortDefaults[failedAttempts % PlainPortDefaults.Length],
                Tls: false
            );

    /// <summary>The settings that once led to a login, also while others are tried; null when there are none.</summary>
    internal EdgentConfig? Working => Valid ? this : Before;

    /// <summary>The network of these settings.</summary>
    internal KnownNetwork Network => new(Ssid, Password, Address);

    /// <summary>Every network that may be joined with these settings: as long as they never led to a login, their own alone.</summary>
    internal IReadOnlyList<KnownNetwork> Networks => Valid ? [Network, .. Others] : [Network];

    /// <summary>The same settings with one of their networks in the first place.</summary>
    internal EdgentConfig Through(KnownNetwork network) =>
        this with
        {
            Ssid = network.Ssid,
            Password = network.Password,
            Address = network.Address,
            Others = KnownNetworks.Of([.. Networks.Concat(Others).Where(other => other.Ssid != network.Ssid)]),
        };

    /// <summary>Factory settings of the same unit: everything forgotten but <see cref="Uid"/> and <see cref="FirmwareVersion"/>.</summary>
    public EdgentConfig Forgotten(DeviceErrorCode lastError = DeviceErrorCode.None) =>
        new()
        {
            Uid = Uid,
            FirmwareVersion = FirmwareVersion,
            LastError = lastError,
        };

    /// <summary>Without the secrets.</summary>
    public override string ToString() =>
        $"EdgentConfig {{ Valid = {Valid}, Ssid = {Ssid}, Host = {Host}, LastError = {(int)LastError}, Uid = {Uid} }}";
}
