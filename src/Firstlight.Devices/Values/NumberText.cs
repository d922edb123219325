using System.Globalization;

namespace Firstlight.Devices;

/// <summary>Numbers as text on the wire: read without allocating, kept as they came when that is good JSON.</summary>
internal static class NumberText
{
    // A 32-bit number has at most 11 characters.
    private const int IntegerCharactersMax = 11;

    // .NET's parsers take trailing NULs for padding; on this wire NUL separates parts, and several parts are no number.
    public static bool TryReadInteger(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out number
        ) && !text.Contains(DatastreamRules.PartSeparator);

    public static bool TryReadDouble(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out number
        )
        && Math.Abs(number) <= DatastreamRules.DoubleMax
        && !text.Contains(DatastreamRules.PartSeparator);

    /// <summary><paramref name="text"/> itself when it is how <paramref name="number"/> is written.</summary>
    public static string Canonical(string text, int number)
    {
        Span<char> digits = stackalloc char[IntegerCharactersMax];
        number.TryFormat(digits, out var written, provider: CultureInfo.InvariantCulture);
        return text.AsSpan().SequenceEqual(digits[..written]) ? text : new string(digits[..written]);
    }

    /// <summary><paramref name="text"/> itself when it is a JSON number, else <paramref name="number"/> written anew.</summary>
    public static string Canonical(string text, double number) => IsJson(text) ? text : Write(number);

    /// <summary>The shortest text that reads back as the same number.</summary>
    public static string Write(double number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>True for text that follows the number grammar of RFC 8259 §6; the caller knows that it is a number.</summary>
    public static bool IsJson(ReadOnlySpan<char> number)
    {
        if (number.StartsWith('-'))
            number = number[1..];
        if (number.IsEmpty || !char.IsAsciiDigit(number[0]))
            return false;
        if (number[0] == '0' && number.Length > 1 && char.IsAsciiDigit(number[1]))
            return false;
        var point = number.IndexOf('.');
        return point < 0 || (point + 1 < number.Length && char.IsAsciiDigit(number[point + 1]));
    }
}
