namespace Firstlight.Edgent;

/// <summary>What a product's firmware is compiled with.</summary>
public sealed record EdgentOptions
{
    /// <summary>The template's id, <c>TMPL…</c>.</summary>
    public required string TemplateId { get; init; }

    /// <summary>The template's name; also the access point's.</summary>
    public required string TemplateName { get; init; }

    /// <summary>The firmware's version.</summary>
    public required string FirmwareVersion { get; init; }

    /// <summary>The firmware's type; null: the template id.</summary>
    public string? FirmwareType { get; init; }

    /// <summary>When the firmware was built, in the form of C compilers (<c>Jan  1 2026 00:00:00</c>).</summary>
    public string Build { get; init; } = "Jan  1 2026 00:00:00";

    /// <summary>The maker's prefix of the access point's name; at most 20 letters, digits and spaces.</summary>
    public string VendorPrefix { get; init; } = "Blynk";

    /// <summary>The unit's suffix in the access point's name; null: computed from the station's MAC address.</summary>
    public string? UnitSuffix { get; init; }

    /// <summary>What the info frame calls the board.</summary>
    public string Board { get; init; } = "Firstlight";

    /// <summary>What the info frame calls the processor.</summary>
    public string Cpu { get; init; } = ".NET";

    /// <summary>What the info frame calls the connection.</summary>
    public string Connection { get; init; } = "WiFi";

    /// <summary>How it speaks to the cloud; a phone cannot change that.</summary>
    public EdgentLink Link { get; init; } = EdgentLink.Tls;

    /// <summary>The maker's cloud, for a phone or a person that names none.</summary>
    public string CloudHost { get; init; } = EdgentConfig.HostDefault;

    /// <summary>Its TLS port.</summary>
    public int CloudTlsPort { get; init; } = EdgentConfig.TlsPortDefault;

    /// <summary>Its plain port, for firmware without TLS; null: the usual ones.</summary>
    public int? CloudPort { get; init; }

    /// <summary>True: the access point answers every name and sends phones' probes to the page.</summary>
    public bool CaptivePortal { get; init; }

    /// <summary>Settings compiled into the image, used while nothing valid is stored; needs at least network name and token.</summary>
    public EdgentConfig? Embedded { get; init; }

    /// <summary>The waits and counts; the defaults are those of firmware in the field.</summary>
    public EdgentTimings Timings { get; init; } = new();
}

/// <summary>The kinds of connection that firmware is built for.</summary>
public enum EdgentLink
{
    /// <summary>TLS, to the phone's <c>host</c> and <c>port_ssl</c>; <c>port</c> means nothing to it.</summary>
    Tls,

    /// <summary>A build without TLS: to <c>host</c> and <c>port</c>; without a <c>port</c> to 80 and 8080 in turn.</summary>
    Plain,
}

/// <summary>Waits and counts of the state machine and the cloud link. Sources: published Edgent firmware and C++ library.</summary>
public sealed record EdgentTimings
{
    /// <summary>The longest attempt to join a network; with settings that a phone has just sent, the time for all attempts.</summary>
    public TimeSpan NetworkTry { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>With settings that a phone has just sent, the time for all attempts to log in.</summary>
    public TimeSpan CloudTry { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>Spans of <see cref="NetworkTry"/> or <see cref="CloudTry"/> before the device gives up and restarts.</summary>
    public int Tries { get; init; } = 500;

    /// <summary>The same, for settings that a phone has just sent.</summary>
    public int TriesAfterProvisioning { get; init; } = 1;

    /// <summary>
    /// On the last try so many equal, definite failures in a row (wrong password, no such name …) end it before its time:
    /// a person is waiting for the answer.
    /// </summary>
    public int EqualFailuresToGiveUp { get; init; } = 3;

    /// <summary>From accepted settings to the end of the access point.</summary>
    public TimeSpan SwitchDelay { get; init; } = TimeSpan.FromMilliseconds(1000);

    /// <summary>From the end of the access point to the first join.</summary>
    public TimeSpan SwitchSettle { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long a device that has something to go back to, settings that work or <see cref="EdgentOptions.Embedded"/>, keeps its access point open
    /// for a phone that does not come.
    /// </summary>
    public TimeSpan SetupWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an access point that can stay up does so after the first login, for the phone to read about it.</summary>
    public TimeSpan SuccessLinger { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A link that has lasted so long is a good one: pauses begin anew, and its network is stored as the first to try.</summary>
    public TimeSpan SteadyLink { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The error state, before the restart; with settings that work <see cref="RetryPauseMax"/> longer, and spread by chance.</summary>
    public TimeSpan ErrorWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the cloud's order to the start of the download.</summary>
    public TimeSpan UpdateDelay { get; init; } = TimeSpan.FromMilliseconds(2000);

    /// <summary>From the end of an upload over the access point to the restart.</summary>
    public TimeSpan UploadRestartDelay { get; init; } = TimeSpan.FromMilliseconds(1000);

    /// <summary>The button has been held long enough to say so with the light.</summary>
    public TimeSpan ButtonIndication { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The button has been held long enough to reset on release.</summary>
    public TimeSpan ButtonArmed { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first pause between two attempts; doubles each time, and chance shortens each to between half and whole.</summary>
    public TimeSpan RetryPauseFirst { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two attempts.</summary>
    public TimeSpan RetryPauseMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The cloud's time to take a connection, TLS handshake included.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The cloud's time to answer a login.</summary>
    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>A PING goes out when nothing was sent or nothing came for so long; told to the cloud as <c>h-beat</c>, whole seconds.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>The network's time to carry an answer; the link is dead after heartbeat and three of these without a frame.</summary>
    public TimeSpan NetworkTimeout { get; init; } = TimeSpan.FromSeconds(6);
}
