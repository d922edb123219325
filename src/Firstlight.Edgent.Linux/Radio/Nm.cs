namespace Firstlight.Edgent.Linux;

/// <summary>Names and numbers of NetworkManager's D-Bus API.</summary>
internal static class Nm
{
    public const string Name = "org.freedesktop.NetworkManager";
    public const string Path = "/org/freedesktop/NetworkManager";
    public const string SettingsPath = Path + "/Settings";
    public const string Settings = Name + ".Settings";
    public const string Connection = Settings + ".Connection";
    public const string Device = Name + ".Device";
    public const string Wireless = Device + ".Wireless";
    public const string AccessPoint = Name + ".AccessPoint";
    public const string Properties = "org.freedesktop.DBus.Properties";

    public const uint WifiDeviceType = 2;
    public const uint CanBeAccessPoint = 0x40;
    public const uint HearsFiveGigahertz = 0x400;
}

/// <summary>What a device of NetworkManager is doing (NMDeviceState).</summary>
internal enum NmState : uint
{
    Unknown = 0,
    Unmanaged = 10,
    Unavailable = 20,
    Disconnected = 30,
    Prepare = 40,
    Config = 50,
    NeedAuth = 60,
    IpConfig = 70,
    IpCheck = 80,
    Secondaries = 90,
    Activated = 100,
    Deactivating = 110,
    Failed = 120,
}

/// <summary>Why it changed (NMDeviceStateReason), as far as it matters here.</summary>
internal enum NmReason : uint
{
    None = 0,
    IpConfigUnavailable = 5,
    IpConfigExpired = 6,
    NoSecrets = 7,
    SupplicantDisconnect = 8,
    SupplicantConfigFailed = 9,
    SupplicantFailed = 10,
    SupplicantTimeout = 11,
    DhcpStartFailed = 15,
    DhcpError = 16,
    DhcpFailed = 17,
    SharedStartFailed = 18,
    SharedFailed = 19,
    SsidNotFound = 53,
}

/// <summary>One step of a device.</summary>
internal readonly record struct NmStep(NmState State, NmReason Reason);
