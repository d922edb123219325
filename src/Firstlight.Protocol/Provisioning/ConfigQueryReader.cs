using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Firstlight.Protocol.Provisioning;

/// <summary>Query parameters to <see cref="ConfigQuery"/>, with the readings of firmware in the field.</summary>
internal static class ConfigQueryReader
{
    /// <summary>More parameters than any phone sends; the rest is passed over.</summary>
    private const int ParametersMax = 64;

    public static IEnumerable<KeyValuePair<string, string>> Split(string query)
    {
        foreach (var part in query.TrimStart('?').Split('&', ParametersMax + 1).Take(ParametersMax))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var (key, value) = equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
            yield return new KeyValuePair<string, string>(Decode(key), Decode(value));
        }
    }

    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string>> parameters,
        [NotNullWhen(true)] out ConfigQuery? config,
        out string fault
    )
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in parameters)
            values.TryAdd(key, value);

        config = null;
        if (!TryReadPort(values, "port_ssl", out var tlsPort, out fault))
            return false;
        if (!TryReadPort(values, "port", out var plainPort, out fault))
            return false;

        var token = NotEmpty(values, "blynk") ?? "";
        var code = ReadCode(token);
        var read = new ConfigQuery
        {
            Ssid = NotEmpty(values, "ssidManual") ?? NotEmpty(values, "ssid") ?? "",
            Password = NotEmpty(values, "pass") ?? "",
            Token = code is null ? token : "",
            Code = code ?? "",
            Host = NotEmpty(values, "host"),
            TlsPort = tlsPort,
            PlainPort = plainPort,
            StaticAddress = ReadStaticAddress(values),
            Save = IsSave(NotEmpty(values, "save")),
            Interface = NotEmpty(values, "if") ?? ConfigQuery.Wifi,
        };
        fault = read.FindFault() ?? "";
        config = fault.Length == 0 ? read : null;
        return config is not null;
    }

    // A person types it in any case, with spaces and dashes anywhere; which letters look alike is the cloud's affair.
    private static string? ReadCode(string text)
    {
        if (text.Length == ConfigQuery.TokenCharacters)
            return null;
        var code = string.Concat(text.Where(character => character is not (' ' or '-')));
        return code.Length == ConfigQuery.CodeCharacters && code.All(char.IsAsciiLetterOrDigit) ? code : null;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string? NotEmpty(Dictionary<string, string> values, string key) =>
        values.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    private static bool TryReadPort(Dictionary<string, string> values, string key, out ushort? port, out string fault)
    {
        (port, fault) = (null, "");
        if (NotEmpty(values, key) is not { } text)
            return true;
        if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            port = number;
        else
            fault = $"{key}: a port is a number from 1 to 65535.";
        return port is not null;
    }

    private static StaticAddress? ReadStaticAddress(Dictionary<string, string> values) =>
        Quad(values, "ip") is { } address
            ? new StaticAddress(
                address,
                Quad(values, "mask"),
                Quad(values, "gw"),
                Quad(values, "dns"),
                Quad(values, "dns2")
            )
            : null;

    private static System.Net.IPAddress? Quad(Dictionary<string, string> values, string key) =>
        StaticAddress.ReadQuad(NotEmpty(values, key));

    // Classic firmware wants a number other than 0, the newer one also takes the word.
    private static bool IsSave(string? text) =>
        string.Equals(text, "true", StringComparison.OrdinalIgnoreCase)
        || (
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number != 0
        );
}
