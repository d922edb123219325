namespace Firstlight.Edgent;

/// <summary>What the status light shows: a colour and how it moves. A single-colour light uses the movement only.</summary>
/// <param name="Name">What it means, for people.</param>
/// <param name="Rgb">The colour at full brightness, <c>0xRRGGBB</c>.</param>
/// <param name="Motion">How it moves.</param>
/// <param name="Milliseconds">Blinking: on, off, on, off …; breathing: one whole breath.</param>
public sealed record LightPattern(string Name, int Rgb, LightMotion Motion, IReadOnlyList<int> Milliseconds)
{
    private readonly int _roundMilliseconds = Milliseconds.Sum();

    /// <summary>Brightness, 0 to 1, when the pattern has been shown for so long. Pure: a screen may draw it at any rate.</summary>
    public double At(TimeSpan elapsed)
    {
        if (Motion == LightMotion.Off)
            return 0;
        var inRound = elapsed.TotalMilliseconds % _roundMilliseconds;
        if (Motion == LightMotion.Breathing)
        {
            var half = _roundMilliseconds / 2.0;
            return inRound < half ? inRound / half : (_roundMilliseconds - inRound) / half;
        }

        var on = true;
        foreach (var span in Milliseconds)
        {
            if (inRound < span)
                return on ? 1 : 0;
            inRound -= span;
            on = !on;
        }

        return 0;
    }
}

/// <summary>How a light moves.</summary>
public enum LightMotion
{
    /// <summary>Dark.</summary>
    Off,

    /// <summary>On and off.</summary>
    Blinking,

    /// <summary>Up and down.</summary>
    Breathing,
}
