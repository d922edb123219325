using System.Text;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Workbench;

/// <summary>One router of the room and its network, as it is now. <see cref="ToString"/> does not show the password.</summary>
public sealed record Network
{
    /// <summary>The longest name, in bytes of UTF-8.</summary>
    public const int SsidBytesMax = 32;

    /// <summary>The shortest password, in characters.</summary>
    public const int PasswordCharactersMin = 8;

    /// <summary>The longest password, in bytes of UTF-8.</summary>
    public const int PasswordBytesMax = 63;

    /// <summary>The word for a network without a password.</summary>
    public const string Open = "OPEN";

    /// <summary>The words that a scan may show.</summary>
    public static readonly IReadOnlyList<string> Securities =
    [
        Open,
        "WEP",
        "WPA",
        "WPA2",
        "WPA+WPA2",
        "WPA3",
        "WPA2+WPA3",
    ];

    /// <summary>Its name, 1 to <see cref="SsidBytesMax"/> bytes; unique in the room.</summary>
    public required string Ssid { get; init; }

    /// <summary>Its password; empty exactly when <see cref="Security"/> is <see cref="Open"/>. A secret.</summary>
    public string Password { get; init; } = "";

    /// <summary>One of <see cref="Securities"/>.</summary>
    public string Security { get; init; } = Open;

    /// <summary>Signal strength in dBm, -100 to -10.</summary>
    public int Rssi { get; init; } = -55;

    /// <summary>Radio channel, 1 to 196; above 14 it is 5 GHz.</summary>
    public int Channel { get; init; } = 6;

    /// <summary>True: a scan shows it without its name.</summary>
    public bool Hidden { get; init; }

    /// <summary>False: the router is switched off.</summary>
    public bool On { get; init; } = true;

    /// <summary>False: nobody hands out addresses.</summary>
    public bool Dhcp { get; init; } = true;

    /// <summary>False: the router is up, but nothing behind it answers.</summary>
    public bool Internet { get; init; } = true;

    /// <summary>What is wrong with it and in which field; null when it may be put into the air.</summary>
    public (string Field, string Message)? FindFault()
    {
        if (Encoding.UTF8.GetByteCount(Ssid) is 0 or > SsidBytesMax || Ssid.Any(char.IsControl))
            return ("ssid", $"A network's name has 1 to {SsidBytesMax} bytes and no control characters.");
        if (!Securities.Contains(Security))
            return ("security", $"The security is one of {string.Join(", ", Securities)}.");
        if (Security == Open && Password.Length > 0)
            return ("password", "An open network has no password.");
        if (Security != Open && Password.Length < PasswordCharactersMin)
            return ("password", $"A password has at least {PasswordCharactersMin} characters.");
        if (Encoding.UTF8.GetByteCount(Password) > PasswordBytesMax)
            return ("password", $"A password has at most {PasswordBytesMax} bytes.");
        if (Rssi is < -100 or > -10)
            return ("rssi", "The signal strength is -100 to -10 dBm.");
        return Channel is < 1 or > 196 ? ("channel", "The channel is 1 to 196.") : null;
    }

    /// <summary>As a scan shows it.</summary>
    internal WifiScanEntry Scanned() =>
        new()
        {
            Ssid = Hidden ? "" : Ssid,
            Bssid = Bssid(),
            Rssi = Rssi,
            Security = Security,
            Channel = Channel,
        };

    /// <inheritdoc />
    public override string ToString() => $"\"{Ssid}\" ({Security}, {Rssi} dBm, {(On ? "on" : "off")})";

    // Any stable address will do; the second bit says "locally administered".
    private string Bssid()
    {
        var hash = 2166136261u;
        foreach (var value in Encoding.UTF8.GetBytes(Ssid))
            hash = (hash ^ value) * 16777619u;
        return $"02:1F:{hash >> 24:X2}:{(hash >> 16) & 0xFF:X2}:{(hash >> 8) & 0xFF:X2}:{hash & 0xFF:X2}";
    }
}
