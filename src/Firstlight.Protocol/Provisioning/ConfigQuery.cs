using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Firstlight.Protocol.Provisioning;

/// <summary>
/// What a phone hands to a device in <c>GET /config</c>: network, token and cloud. The phone composes it, the device reads
/// and checks it, both with this type. <see cref="ToString"/> shows neither the password nor the token.
/// </summary>
/// <remarks>Parameters, limits and the differences between firmware generations: <c>docs/protocols/provisioning.md</c>.</remarks>
public sealed record ConfigQuery
{
    /// <summary>The longest network name, in bytes of UTF-8: what the radio allows.</summary>
    public const int SsidBytesMax = 32;

    /// <summary>The longest password, in bytes: a key of 64 hexadecimal digits.</summary>
    public const int PasswordBytesMax = 64;

    /// <summary>The length of every short code, in characters.</summary>
    public const int CodeCharacters = 8;

    /// <summary>The length of every token, in characters.</summary>
    public const int TokenCharacters = 32;

    /// <summary>The longest host name, in characters: what DNS allows.</summary>
    public const int HostCharactersMax = 253;

    /// <summary>Bytes of a password that classic firmware keeps; it cuts the rest without a word.</summary>
    public const int ClassicPasswordBytesMax = 63;

    /// <summary>Bytes of a host that classic firmware keeps; it cuts the rest without a word.</summary>
    public const int ClassicHostBytesMax = 33;

    /// <summary>The interface that needs a network name, and the one meant when none is named.</summary>
    public const string Wifi = "wifi";

    /// <summary>The network's name; empty only for a wired or cellular <see cref="Interface"/>.</summary>
    public string Ssid { get; init; } = "";

    /// <summary>The network's password; empty for an open one. A secret.</summary>
    public string Password { get; init; } = "";

    /// <summary>The AuthToken; empty when there is a <see cref="Code"/> instead. A secret.</summary>
    public string Token { get; init; } = "";

    /// <summary>
    /// In place of the token the short code of a provisioning session, eight letters and digits, which the device trades for the
    /// token. Our addition: other firmware refuses it. A secret.
    /// </summary>
    public string Code { get; init; } = "";

    /// <summary>The cloud's host name or address; null for the firmware's own.</summary>
    public string? Host { get; init; }

    /// <summary>The cloud's TLS port; null for 443.</summary>
    public ushort? TlsPort { get; init; }

    /// <summary>The cloud's plain port, for devices that speak without TLS. Our addition: other firmware ignores it.</summary>
    public ushort? PlainPort { get; init; }

    /// <summary>A fixed address; null for DHCP.</summary>
    public StaticAddress? StaticAddress { get; init; }

    /// <summary>Store as valid before trying. A failed attempt is then not reported.</summary>
    public bool Save { get; init; }

    /// <summary><c>wifi</c>, <c>eth</c> or <c>cell</c>.</summary>
    public string Interface { get; init; } = Wifi;

    /// <summary>The query string without question mark, percent-encoded, always with the interface.</summary>
    public string ToQueryString()
    {
        var query = new StringBuilder();
        Add(query, "ssid", Ssid);
        Add(query, "pass", Password);
        Add(query, "blynk", Code.Length > 0 ? Code : Token);
        Add(query, "host", Host);
        Add(query, "port_ssl", TlsPort?.ToString(CultureInfo.InvariantCulture));
        Add(query, "port", PlainPort?.ToString(CultureInfo.InvariantCulture));
        Add(query, "ip", StaticAddress?.Address.ToString());
        Add(query, "mask", StaticAddress?.Mask?.ToString());
        Add(query, "gw", StaticAddress?.Gateway?.ToString());
        Add(query, "dns", StaticAddress?.Dns?.ToString());
        Add(query, "dns2", StaticAddress?.Dns2?.ToString());
        Add(query, "if", Interface);
        // Some firmware takes the mere presence of the key for true.
        Add(query, "save", Save ? "1" : null);
        return query.ToString();
    }

    /// <summary>Reads and checks a query string, with or without question mark; <c>+</c> is a blank.</summary>
    /// <param name="query">The string; of a repeated parameter the first counts, unknown ones are passed over.</param>
    /// <param name="config">The settings, all within their limits.</param>
    /// <param name="fault">What is wrong and why, for the device's log; never a secret. The phone gets <see cref="ConfigAnswer.Invalid"/>.</param>
    public static bool TryParse(string query, [NotNullWhen(true)] out ConfigQuery? config, out string fault) =>
        ConfigQueryReader.TryRead(ConfigQueryReader.Split(query), out config, out fault);

    /// <summary>The same for parameters that are taken apart and decoded already, such as those of a form.</summary>
    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string>> parameters,
        [NotNullWhen(true)] out ConfigQuery? config,
        out string fault
    ) => ConfigQueryReader.TryRead(parameters, out config, out fault);

    /// <summary>What breaks a limit, in a sentence without secrets; null when the settings can be sent.</summary>
    public string? FindFault() => ConfigQueryRules.FindFault(this);

    /// <summary>Parameters that classic firmware would cut to its own shorter limits, and then fail with.</summary>
    public IReadOnlyList<string> FindClassicCuts()
    {
        List<string> cuts = [];
        if (Encoding.UTF8.GetByteCount(Password) > ClassicPasswordBytesMax)
            cuts.Add("pass");
        if (Encoding.UTF8.GetByteCount(Host ?? "") > ClassicHostBytesMax)
            cuts.Add("host");
        return cuts;
    }

    /// <summary>Network, host and interface; no secret.</summary>
    public override string ToString() => $"network \"{Ssid}\", host {Host ?? "(default)"}, interface {Interface}";

    private static void Add(StringBuilder query, string key, string? value)
    {
        if (value is null)
            return;
        if (query.Length > 0)
            query.Append('&');
        query.Append(key).Append('=').Append(Uri.EscapeDataString(value));
    }
}
