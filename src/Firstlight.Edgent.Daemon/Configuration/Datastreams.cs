using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Firstlight.Edgent.Daemon;

/// <summary>Names of datastreams and their virtual pins, V0 to V255.</summary>
internal sealed class Datastreams(IReadOnlyDictionary<string, byte> pins)
{
    private readonly Dictionary<byte, string> _names = pins.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>How many have a name.</summary>
    public int Count => pins.Count;

    /// <summary>The pin of a name of the configuration, or of <c>V12</c>.</summary>
    public bool TryFind(string text, out byte pin) => pins.TryGetValue(text, out pin) || TryReadPin(text, out pin);

    /// <summary>The name that the configuration gives a pin.</summary>
    public bool TryName(byte pin, [NotNullWhen(true)] out string? name) => _names.TryGetValue(pin, out name);

    /// <summary>The name nearest to one that is not known; null for none.</summary>
    public string? Nearest(string text) => NearestName.Of(text, pins.Keys);

    /// <summary>Reads <c>V0</c> to <c>V255</c>.</summary>
    public static bool TryReadPin(string text, out byte pin)
    {
        pin = 0;
        return text is ['V' or 'v', .. var digits]
            && byte.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out pin);
    }
}
