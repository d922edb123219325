using System.Text;
using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>
/// What a datastream makes of a value. Every door takes values through here and gives back the text that comes out, so a
/// value written by one door is read by all others as the same text.
/// </summary>
/// <remarks>
/// A number keeps the device's own text (<c>21.500</c>) when that text is a number in JSON too; otherwise (<c>+5</c>,
/// <c>.5</c>, <c>007</c>) it is written anew, so that every door may put it into JSON as it stands.
/// </remarks>
public static class DatastreamRules
{
    /// <summary>The longest value, in bytes of UTF-8, whatever its type (activation.md §8.2).</summary>
    public const int ValueBytesMax = 1_024;

    /// <summary>The largest magnitude of a Double (activation.md §8.2).</summary>
    public const double DoubleMax = 1.8e300;

    /// <summary>What separates the parts of a value on the wire.</summary>
    public const char PartSeparator = '\0';

    private const double LongitudeMax = 180;
    private const double LatitudeMax = 90;

    // Made once: a device that floods wrong values must not cost memory.
    private static readonly Refusal TooLong = WrongType("A value has at most 1024 bytes.");
    private static readonly Refusal NotInteger = WrongType(
        "This datastream takes one whole number from -2147483648 to 2147483647."
    );
    private static readonly Refusal NotDouble = WrongType(
        "This datastream takes one number between -1.8e300 and 1.8e300, written with a point."
    );
    private static readonly Refusal NotWord = WrongType("This datastream takes the numbers of its words only.");
    private static readonly Refusal NotLocation = WrongType(
        "This datastream takes two numbers: longitude from -180 to 180, then latitude from -90 to 90."
    );

    /// <summary>True for values that can be added up and compared: text and places cannot.</summary>
    public static bool IsNumber(DatastreamType type) =>
        type is DatastreamType.Integer or DatastreamType.Double or DatastreamType.Enum;

    /// <summary>
    /// The text to store and to hand out for <paramref name="wireText"/>, moved into the datastream's range; refused when
    /// it does not fit the datastream's type, and then nothing may change.
    /// </summary>
    /// <remarks>
    /// <list type="bullet">
    /// <item>Enum: also one of its words, if it has any; another number becomes the fallback, or is the wrong type when there is none.</item>
    /// <item>Integer and Enum: one 32-bit number. A fraction of zeros is dropped (<c>21.000</c> becomes <c>21</c>), because
    /// the C++ library prints every float with three decimals; another fraction is the wrong type.</item>
    /// <item>Double: one finite number. <c>NaN</c>, infinities and magnitudes above <see cref="DoubleMax"/> are the wrong type.</item>
    /// <item>Location: longitude, NUL, latitude; or both in one text with a comma. Outside the globe is the wrong type; nothing is moved.</item>
    /// <item>String: any text, also several parts joined by NUL. It is the only type that takes several values.</item>
    /// </list>
    /// </remarks>
    public static Outcome<string> Take(Datastream datastream, string wireText)
    {
        if (wireText.Length > ValueBytesMax || Encoding.UTF8.GetByteCount(wireText) > ValueBytesMax)
            return TooLong;
        return datastream.Type switch
        {
            DatastreamType.Integer => TakeInteger(datastream, wireText),
            DatastreamType.Enum => TakeEnum(datastream, wireText),
            DatastreamType.Double => TakeDouble(datastream, wireText),
            DatastreamType.Location => TakeLocation(wireText),
            _ => wireText,
        };
    }

    private static Outcome<string> TakeEnum(Datastream datastream, string text)
    {
        if (!NumberText.TryReadInteger(text, out var number))
            return NotInteger;
        if (datastream.Words is not { } words || IsAmong(words, number))
            return NumberText.Canonical(text, number);
        return datastream.Fallback is { } fallback ? NumberText.Canonical(text, fallback) : NotWord;
    }

    private static bool IsAmong(IReadOnlyList<EnumWord> words, int number)
    {
        for (var index = 0; index < words.Count; index++)
        {
            if (words[index].Value == number)
                return true;
        }

        return false;
    }

    private static Outcome<string> TakeInteger(Datastream datastream, string text)
    {
        if (!NumberText.TryReadInteger(text, out var number))
            return NotInteger;
        // The bounds of an Integer datastream are whole numbers in range: its definition is refused otherwise.
        var taken = number;
        if (taken < datastream.Minimum)
            taken = (int)datastream.Minimum.Value;
        if (taken > datastream.Maximum)
            taken = (int)datastream.Maximum.Value;
        return NumberText.Canonical(text, taken);
    }

    private static Outcome<string> TakeDouble(Datastream datastream, string text)
    {
        if (!NumberText.TryReadDouble(text, out var number))
            return NotDouble;
        if (number < datastream.Minimum)
            return NumberText.Write(datastream.Minimum.Value);
        if (number > datastream.Maximum)
            return NumberText.Write(datastream.Maximum.Value);
        return NumberText.Canonical(text, number);
    }

    private static Outcome<string> TakeLocation(string text)
    {
        // Two parts on the wire; as one text a place is "30.52,50.45", with or without brackets.
        var pair = text.AsSpan();
        if (pair is ['[', .. var inner, ']'])
            pair = inner;
        var separator = pair.IndexOfAny(PartSeparator, ',');
        if (separator < 0)
            return NotLocation;
        var east = pair[..separator].Trim(' ');
        var north = pair[(separator + 1)..].Trim(' ');
        if (!NumberText.TryReadDouble(east, out var longitude) || Math.Abs(longitude) > LongitudeMax)
            return NotLocation;
        if (!NumberText.TryReadDouble(north, out var latitude) || Math.Abs(latitude) > LatitudeMax)
            return NotLocation;
        var isCanonical = east.Length + north.Length + 1 == text.Length && text[east.Length] == PartSeparator;
        return isCanonical && NumberText.IsJson(east) && NumberText.IsJson(north)
            ? text
            : NumberText.Write(longitude) + PartSeparator + NumberText.Write(latitude);
    }

    private static Refusal WrongType(string message) => new(RefusalKind.Invalid, "wrong_type", message, "value");
}
