using System.Globalization;

namespace Firstlight.Edgent.Linux;

/// <summary>How a pattern moves, in numbers of the kernel. Pure.</summary>
internal static class LightRhythm
{
    /// <summary>As often as the kernel itself draws a slow change.</summary>
    private static readonly TimeSpan BreathingStep = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// The pattern as <c>ledtrig-pattern</c> takes it: pairs of brightness and milliseconds. It moves gradually from one pair to the next; a pair
    /// of no time makes it jump.
    /// </summary>
    public static string ForKernel(LightPattern pattern, int brightest)
    {
        if (pattern.Motion == LightMotion.Breathing && brightest > 1)
        {
            var half = pattern.Milliseconds.Sum() / 2;
            return Join([(0, half), (brightest, half)]);
        }

        var pairs = new List<(int Brightness, int Milliseconds)>();
        var isOn = true;
        foreach (var span in Spans(pattern))
        {
            var brightness = isOn ? brightest : 0;
            pairs.Add((brightness, span));
            pairs.Add((brightness, 0));
            isOn = !isOn;
        }

        return Join(pairs);
    }

    /// <summary>How bright it is now; a light that is only on or off is on in the brighter half.</summary>
    public static int Brightness(LightPattern pattern, TimeSpan elapsed, int brightest) =>
        (int)Math.Round(pattern.At(elapsed) * brightest, MidpointRounding.AwayFromZero);

    /// <summary>How long it stays so; null for ever.</summary>
    public static TimeSpan? UntilChange(LightPattern pattern, TimeSpan elapsed)
    {
        switch (pattern.Motion)
        {
            case LightMotion.Breathing:
                return BreathingStep;
            case LightMotion.Blinking when pattern.Milliseconds.Where((_, index) => index % 2 == 1).Any(off => off > 0):
                var inRound = elapsed.TotalMilliseconds % pattern.Milliseconds.Sum();
                foreach (var span in pattern.Milliseconds)
                {
                    if (inRound < span)
                        return TimeSpan.FromMilliseconds(span - inRound);
                    inRound -= span;
                }

                return BreathingStep;
            default:
                return null;
        }
    }

    /// <summary>On and off in turn; a light that cannot breathe blinks as slowly.</summary>
    private static IEnumerable<int> Spans(LightPattern pattern) =>
        pattern.Motion == LightMotion.Breathing
            ? [pattern.Milliseconds.Sum() / 2, pattern.Milliseconds.Sum() / 2]
            : pattern.Milliseconds;

    private static string Join(IEnumerable<(int Brightness, int Milliseconds)> pairs) =>
        string.Join(
            ' ',
            pairs.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Brightness} {pair.Milliseconds}"))
        );
}
