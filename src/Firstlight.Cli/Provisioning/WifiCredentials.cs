using System.Text;

namespace Firstlight.Cli.Provisioning;

/// <summary>The network a device shall join.</summary>
/// <param name="Ssid">1 to 32 bytes.</param>
/// <param name="Password">Empty for an open network.</param>
internal sealed record WifiCredentials(string Ssid, string Password)
{
    private const int SsidBytesMax = 32;
    private const int SsidBytesSafe = 31;
    private const int PasswordCharactersMin = 8;
    private const int PasswordBytesMax = 63;

    /// <summary>Refuses what no device can join.</summary>
    /// <exception cref="CommandFailure">Says which and why.</exception>
    public void Check()
    {
        var ssidBytes = Encoding.UTF8.GetByteCount(Ssid);
        if (ssidBytes is 0 or > SsidBytesMax)
            throw Wrong($"A network's name has 1 to {SsidBytesMax} bytes; this one has {ssidBytes}.");
        if (Password.Length > 0 && Password.Length < PasswordCharactersMin)
            throw Wrong($"A Wi-Fi password has at least {PasswordCharactersMin} characters.");
        if (Encoding.UTF8.GetByteCount(Password) > PasswordBytesMax)
            throw Wrong($"Devices keep Wi-Fi passwords up to {PasswordBytesMax} bytes; this one is longer.");
    }

    /// <summary>True when firmware in the field may cut the name.</summary>
    public bool MayBeCut => Encoding.UTF8.GetByteCount(Ssid) > SsidBytesSafe;

    /// <summary>Without the password.</summary>
    public override string ToString() => $"\"{Ssid}\"{(Password.Length == 0 ? ", open" : "")}";

    private static CommandFailure Wrong(string message) =>
        new(ExitCodes.Usage, message, "Check --ssid and --password (or --open for a network without one).");
}
