namespace Firstlight.Fleet;

/// <summary>Codes of the events that the cloud itself logs. A device cannot log them.</summary>
internal static class LifecycleEvents
{
    public const string Online = "online";
    public const string Offline = "offline";
    public const string Activated = "activated";

    public static bool Contains(string code) => code is Online or Offline or Activated;
}
