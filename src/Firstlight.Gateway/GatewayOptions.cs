using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace Firstlight.Gateway;

/// <summary>A socket the gateway listens on.</summary>
/// <param name="Address">The local address; <see cref="IPAddress.IPv6Any"/> takes IPv4 too.</param>
/// <param name="Port">The port; 0 lets the system choose one, which <see cref="IGatewayAddresses"/> then names.</param>
/// <param name="Tls">True: every caller must begin with TLS. False: TLS is taken as well as plain.</param>
public sealed record ListenAddress(IPAddress Address, int Port, bool Tls);

/// <summary>Settings of the devices' door. A bad one stops the start with a sentence.</summary>
public sealed class GatewayOptions
{
    /// <summary>The plain port when nothing else is said.</summary>
    public const int PlainPortDefault = 8080;

    /// <summary>The TLS port when nothing else is said.</summary>
    public const int TlsPortDefault = 8443;

    /// <summary>Where to listen. Default: every address of this machine, 8080 plain and 8443 TLS. Add 80, 443, 1883, 8883 or 9443 here.</summary>
    [MinLength(1)]
    public IList<ListenAddress> Addresses { get; set; } =
    [new(IPAddress.IPv6Any, PlainPortDefault, Tls: false), new(IPAddress.IPv6Any, TlsPortDefault, Tls: true)];

    /// <summary>The certificate: files of one's own, or a folder for the development certificate.</summary>
    [Required]
    [ValidateObjectMembers]
    public TlsOptions Tls { get; set; } = new();

    /// <summary>
    /// The host name under which devices fetch firmware. Null: the address by which the device reached this server, which is right
    /// unless something between them translates addresses or a TLS certificate needs its name.
    /// </summary>
    public string? PublicHost { get; set; }

    /// <summary>
    /// Balancers in front of this server: each connection from them begins with the PROXY protocol, version 1 or 2, which says who the caller is. One that does
    /// not is closed. Default: none.
    /// </summary>
    public IList<IPNetwork> Proxies { get; set; } = [];

    /// <summary>How long a caller may stay silent after connecting, and again after its TLS handshake. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan FirstByteTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a TLS handshake may take. Default 10 s; an ESP32 gives up after the same time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan TlsHandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a device may take from its first byte to an answered login. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan LoginTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a device may take to accept one frame before the link is cut. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a link stays open behind "invalid token", so that the answer arrives. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RefusalLinger { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long commands wait for a device to say who it is before normal traffic starts without that. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan InfoWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The heartbeat of a device that names none. Default 45 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan HeartbeatDefault { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>A link silent for heartbeat times this is dead. Default 1.5; older servers used 2.3.</summary>
    [Range(1.0, 10.0)]
    public double HeartbeatFactor { get; set; } = 1.5;

    /// <summary>No link is called dead sooner than this. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan IdleMinimum { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Devices of one owner may write to each other (native command 15). Default true; the original's second version refuses it.</summary>
    public bool MayBridge { get; set; } = true;

    /// <summary>Messages a second one device may send for ever; null lifts the limit. Pings and answers are free. Default 50.</summary>
    [Range(1, 1_000_000)]
    public int? FloodLimit { get; set; } = 50;

    /// <summary>Messages one device may send at once after a quiet time. Default 100.</summary>
    [Range(1, 10_000_000)]
    public int FloodBurst { get; set; } = 100;

    /// <summary>How long a device may stay above <see cref="FloodLimit"/> before its link is cut. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FloodPatience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest MQTT message in bytes, without its fixed header. Default 32 KiB, as native frames; the original cloud takes 1024.</summary>
    [Range(256, 32_768)]
    public int MqttMessageBytesMax { get; set; } = Protocol.Mqtt.MqttLimits.MessageBytesMax;

    /// <summary>
    /// Where this server has moved: every device is sent there, whatever its token is worth here. Default: null, it has not moved.
    /// </summary>
    public MovedTo? MovedTo { get; set; }

    /// <summary>Devices that one MQTT connection may speak for. Default 1000.</summary>
    [Range(1, 100_000)]
    public int NodesPerConnectionMax { get; set; } = 1_000;

    /// <summary>How often it is asked whether a connection for many devices may go on. Default one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ProgramCheckInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Connections of all kinds at once; further ones are closed at once. Default 100 000.</summary>
    [Range(1, 10_000_000)]
    public int ConnectionsMax { get; set; } = 100_000;

    /// <summary>
    /// Connections from one address (IPv6: one /64 network) that are not logged-in devices: half-open ones and HTTP.
    /// Default 10 000, a tenth of all, so that nobody alone can fill the house.
    /// </summary>
    [Range(1, 10_000_000)]
    public int StrangersPerAddressMax { get; set; } = 10_000;

    /// <summary>Wrong tokens a minute from one address that are answered without delay. Default 10.</summary>
    [Range(1, 100_000)]
    public int WrongTokensPerMinute { get; set; } = 10;

    /// <summary>
    /// The longest delay of a "wrong token" answer. Default 4 s, below the 5 s that the most impatient library waits.
    /// Right tokens are never delayed, whoever shares the address.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan WrongTokenDelayMax { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Commands that may wait for one device's link; further ones are refused. Default 64.</summary>
    [Range(1, 10_000)]
    public int WaitingCommandsMax { get; set; } = 64;

    /// <summary>How long an HTTP request's headers may take. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan HttpHeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest HTTP request body in bytes; an endpoint may raise it for itself. Default 2 MiB.</summary>
    [Range(1_024, 1_073_741_824)]
    public long HttpBodyBytesMax { get; set; } = 2 * 1024 * 1024;
}

/// <summary>Where the TLS certificate comes from.</summary>
public sealed class TlsOptions
{
    /// <summary>PEM file with the certificate and its intermediates. With <see cref="KeyFile"/>; null for the development certificate.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>PEM file with the unencrypted private key; may be the same file.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The folder of the development certificate, normally <c>tls</c> in the data folder. Null: none is made.</summary>
    public string? DevelopmentFolder { get; set; }

    /// <summary>More DNS names and IP addresses for the development certificate.</summary>
    public IList<string> ExtraNames { get; set; } = [];

    /// <summary>How often the files are looked at for a change. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ReloadInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>True when there is a certificate to use.</summary>
    internal bool Configured => CertificateFile is not null || DevelopmentFolder is not null;
}
