using System.Diagnostics.CodeAnalysis;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>Arguments of <c>/config</c> to settings of this device, which knows one interface: Wi-Fi.</summary>
internal static class SettingsFromPhone
{
    private const string Key = "blynk";

    /// <summary>
    /// What a phone leaves out is taken from <paramref name="defaults"/>; without any key the network alone changes, and key and
    /// cloud stay those of <paramref name="kept"/>, the settings that work, if there are any. False with a <paramref name="fault"/> for the log, never with a secret in it.
    /// </summary>
    public static bool TryRead(
        IReadOnlyDictionary<string, string> arguments,
        EdgentConfig defaults,
        EdgentConfig? kept,
        [NotNullWhen(true)] out EdgentConfig? settings,
        out bool save,
        out string fault
    )
    {
        (settings, save) = (null, false);
        var keeps = kept is not null && string.IsNullOrEmpty(arguments.GetValueOrDefault(Key));
        if (!ConfigQuery.TryRead(keeps ? WithKeyOf(kept!, arguments) : arguments, out var query, out fault))
            return false;
        if (query.Interface != ConfigQuery.Wifi)
        {
            fault = "if: this device has Wi-Fi only.";
            return false;
        }

        save = query.Save;
        // The maker's ports belong to the maker's host.
        var cloud = query.Host is null ? defaults : new EdgentConfig { Host = query.Host };
        if (keeps)
        {
            settings = kept! with { Ssid = query.Ssid, Password = query.Password, Address = query.StaticAddress };
            return true;
        }

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

    private static Dictionary<string, string> WithKeyOf(
        EdgentConfig kept,
        IReadOnlyDictionary<string, string> arguments
    ) => new(arguments, StringComparer.Ordinal) { [Key] = kept.Token };
}
