namespace Firstlight.Edgent;

/// <summary>The patterns of classic firmware: colours before brightness scaling, times in milliseconds.</summary>
public static class LightPatterns
{
    private const int Blue = 0x0D36FF;
    private const int Green = 0x2EFFB9;
    private const int Magenta = 0xA700FF;
    private const int Red = 0xFF1008;
    private const int White = 0xFFFFE7;

    /// <summary>Not powered.</summary>
    public static readonly LightPattern Off = new("off", 0, LightMotion.Off, []);

    /// <summary>Waiting for a phone; also while settings are erased.</summary>
    public static readonly LightPattern WaitingForPhone = Blinking("waiting for a phone", Blue, 50, 500);

    /// <summary>A phone has read the board information.</summary>
    public static readonly LightPattern PhonePresent = Blinking("phone present", Blue, 200, 200);

    /// <summary>Joining the network.</summary>
    public static readonly LightPattern JoiningNetwork = Blinking("joining the network", Green, 50, 500);

    /// <summary>Logging in to the cloud.</summary>
    public static readonly LightPattern ReachingCloud = Blinking("reaching the cloud", Green, 100, 100);

    /// <summary>Online. The real period of 256 steps of 19 ms.</summary>
    public static readonly LightPattern Online = new("online", Green, LightMotion.Breathing, [4864]);

    /// <summary>Updating.</summary>
    public static readonly LightPattern Updating = Blinking("updating", Magenta, 50, 50);

    /// <summary>Failed; classic firmware also shows it while it leaves access point mode.</summary>
    public static readonly LightPattern Failed = Blinking("failed", Red, 80, 100, 80, 1000);

    /// <summary>The button is held.</summary>
    public static readonly LightPattern ButtonHeld = new("button held", White, LightMotion.Breathing, [770]);

    /// <summary>Releasing the button now resets the device.</summary>
    public static readonly LightPattern ButtonArmed = Blinking("release to reset", White, 100, 100);

    private static LightPattern Blinking(string name, int rgb, params int[] milliseconds) =>
        new(name, rgb, LightMotion.Blinking, milliseconds);
}
