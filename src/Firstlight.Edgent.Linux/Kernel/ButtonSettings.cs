namespace Firstlight.Edgent.Linux;

/// <summary>Which of the board's buttons is the reset button. The first of the three ways that is given counts.</summary>
public sealed record ButtonSettings
{
    /// <summary>
    /// <c>KEY_SETUP</c>. Not <c>KEY_RESTART</c> or <c>KEY_POWER</c>: on those systemd restarts or switches off the board at once.
    /// </summary>
    public const int KeyCodeDefault = 141;

    /// <summary>Its file, such as <c>/dev/input/by-path/platform-reset-button-event</c>; null: by name or key.</summary>
    public string? Path { get; init; }

    /// <summary>The input device's name, which is the device tree's label or node; null: the first device that has the key.</summary>
    public string? DeviceName { get; init; }

    /// <summary>The key that is the button: <c>linux,code</c> of a <c>gpio-keys</c> node.</summary>
    public int KeyCode { get; init; } = KeyCodeDefault;

    /// <summary>Where the devices are.</summary>
    public string InputFolder { get; init; } = "/dev/input";

    /// <summary>Where the kernel describes them.</summary>
    public string ClassFolder { get; init; } = "/sys/class/input";
}
