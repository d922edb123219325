namespace Firstlight.Gateway.Native;

/// <summary>First fields of bodies, in the words of the protocol.</summary>
internal static class Verbs
{
    public const string VirtualWrite = "vw";
    public const string VirtualRead = "vr";
    public const string RealTimeClock = "rtc";
    public const string UniversalTime = "utc";
    public const string Meta = "meta";

    public const string AppCame = "acon";
    public const string AppWent = "adis";

    /// <summary>A line for the device's console.</summary>
    public const string Console = "dbg";

    /// <summary>Fetch firmware at an address.</summary>
    public const string Update = "ota";
}
