using System.Diagnostics.CodeAnalysis;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>Arguments of <c>/config</c> to settings of this device, which knows one interface: Wi-Fi.</summary>
internal static class SettingsFromPhone
{
    /// <summary>What a phone leaves out is taken from <paramref name="defaults"/>. False with a <paramref name="fault"/> for the log, never with a secret in it.</summary>
    public static bool TryRead(
        IReadOnlyDictionary<string, string> arguments,
        EdgentConfig defaults,
        [NotNullWhen(true)] out EdgentConfig? settings,
        out bool save,
        out string fault
    )
    {
        (settings, save) = (null, false);
        if (!ConfigQuery.TryRead(arguments, out var query, out fault))
            return false;
        if (query.Interface != ConfigQuery.Wifi)
        {
            fault = "if: this device has Wi-Fi only.";
            return false;
        }

        save = query.Save;
        // The maker's ports belong to the maker's host.
        var cloud = query.Host is null ? defaults : new EdgentConfig { Host = query.Host };
        settings = new EdgentConfig
        {
            Ssid = query.Ssid,
            Password = query.Password,
            Token = query.Token,
            Code = query.Code,
            Host = cloud.Host,
            TlsPort = query.TlsPort ?? cloud.TlsPort,
            PlainPort = query.PlainPort ?? cloud.PlainPort,
            Address = query.StaticAddress,
        };
        return true;
    }
}
