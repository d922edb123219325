namespace Firstlight.Workbench;

/// <summary>Firmware that was built for TLS does not know the additive <c>port</c> of a plain connection.</summary>
internal static class TlsFirmware
{
    /// <summary>What of a phone's query such a device hears; another device hears all of it.</summary>
    public static string Hears(DeviceModel model, string query)
    {
        if (!model.Tls)
            return query;
        var kept = query
            .TrimStart('?')
            .Split('&')
            .Where(parameter => !parameter.StartsWith("port=", StringComparison.Ordinal));
        return string.Join('&', kept) is { Length: > 0 } rest ? "?" + rest : "";
    }
}
