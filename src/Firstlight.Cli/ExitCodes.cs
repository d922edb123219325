namespace Firstlight.Cli;

/// <summary>
/// What the program answers to the shell. Scripts depend on the numbers: rows may be added, never changed. The same
/// table is <c>docs/operate/exit-codes.md</c>.
/// </summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>A fault nobody expected; the message says which.</summary>
    public const int Fault = 1;

    /// <summary>The command line is wrong, or something has to be named because nobody can be asked.</summary>
    public const int Usage = 2;

    /// <summary>The cloud does not answer.</summary>
    public const int CloudUnreachable = 3;

    /// <summary>Not signed in, wrong password, or the sign-in has ended.</summary>
    public const int NotSignedIn = 4;

    /// <summary>Signed in, but without the right to do this.</summary>
    public const int Forbidden = 5;

    /// <summary>What was named does not exist.</summary>
    public const int NotFound = 6;

    /// <summary>The cloud or the workbench refused the input.</summary>
    public const int Refused = 7;

    /// <summary>The cloud answers, but cannot work right now.</summary>
    public const int CloudUnavailable = 8;

    /// <summary>The workbench does not answer.</summary>
    public const int WorkbenchUnreachable = 9;

    /// <summary>No access point of a device was found, or it does not answer.</summary>
    public const int AccessPointNotFound = 10;

    /// <summary>The device did not take its settings.</summary>
    public const int DeviceRefused = 11;

    /// <summary>Provisioning ran out of time.</summary>
    public const int TimedOut = 12;

    /// <summary>The provisioning session was cancelled or expired elsewhere.</summary>
    public const int SessionEnded = 13;

    /// <summary>A file that was named cannot be read, or what is in it cannot be used.</summary>
    public const int FileUnusable = 14;

    /// <summary>A file could not be written, or does not read back.</summary>
    public const int FileNotWritten = 15;

    /// <summary>Provisioning failed, for a reason that has no number of its own.</summary>
    public const int ProvisioningFailed = 20;

    /// <summary>Provisioning failed: the Wi-Fi password is wrong.</summary>
    public const int WrongWifiPassword = 21;

    /// <summary>Provisioning failed: the device does not see the Wi-Fi network.</summary>
    public const int NetworkNotFound = 22;

    /// <summary>Provisioning failed: the device cannot join the network or gets no address.</summary>
    public const int NetworkUnreachable = 23;

    /// <summary>Provisioning failed: the device is on the network and cannot reach the cloud.</summary>
    public const int DeviceCannotReachCloud = 24;

    /// <summary>Provisioning failed: the cloud refused the token.</summary>
    public const int TokenRejected = 25;

    /// <summary>Provisioning failed: the device cannot use or store its settings.</summary>
    public const int DeviceConfiguration = 26;

    /// <summary>Stopped with Ctrl-C.</summary>
    public const int Interrupted = 130;
}
