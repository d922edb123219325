namespace Firstlight.Edgent.Linux;

/// <summary>
/// What the program answers to the service manager when it wants to be started again. The unit restarts on each; the numbers tell people and
/// scripts why. They never change meaning.
/// </summary>
public static class ServiceExitCodes
{
    /// <summary>A person or the cloud asked for it.</summary>
    public const int RestartAsked = 80;

    /// <summary>New firmware is in its slot: the start chooses it.</summary>
    public const int RestartForFirmware = 81;

    /// <summary>The device gave up and begins anew.</summary>
    public const int RestartAfterError = 82;
}
