namespace Firstlight.Edgent.Linux;

/// <summary>Which of the board's lights is the status light: one by its name, three channels by theirs, or the one that is called so.</summary>
public sealed record LightSettings
{
    /// <summary>
    /// The light's name under <see cref="ClassFolder"/>, single colour or multicolour; null: <c>edgent</c>, else the first one whose function is
    /// <c>status</c>, such as <c>rgb:status</c>.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>The red channel of three; the other two are then needed, and <see cref="Name"/> is not.</summary>
    public string? Red { get; init; }

    /// <summary>The green channel.</summary>
    public string? Green { get; init; }

    /// <summary>The blue channel.</summary>
    public string? Blue { get; init; }

    /// <summary>How bright it is at its brightest, 1 to 100.</summary>
    public int BrightnessPercent { get; init; } = 100;

    /// <summary>Where the kernel's lights are.</summary>
    public string ClassFolder { get; init; } = "/sys/class/leds";
}
