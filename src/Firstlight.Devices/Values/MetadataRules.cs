using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>What a metadata field makes of a value, by its type (activation.md §8.3).</summary>
internal static class MetadataRules
{
    private const int TextCharactersMax = 255;
    private const int NumberCharactersMax = 32;
    private const int ImeiDigits = 15;

    // ITU-T E.118: 19 or 20 digits with the check digit; some networks print 18, some cards report 22.
    private const int IccidDigitsMin = 18;
    private const int IccidDigitsMax = 22;

    /// <summary>The value without outer blanks; an empty one clears the field whatever its type.</summary>
    public static Outcome<string> Take(string field, MetadataType type, string value)
    {
        var taken = TextRules.TakeOrEmpty(field, value, TextCharactersMax);
        if (!taken.Succeeded || taken.Value.Length == 0)
            return taken;
        var text = taken.Value;
        return type switch
        {
            MetadataType.Number => text.Length <= NumberCharactersMax && NumberText.TryReadDouble(text, out var number)
                ? NumberText.Canonical(text, number)
                : Refusal.Invalid(field, $"A number of at most {NumberCharactersMax} characters is needed."),
            MetadataType.Imei => IsDigits(text, ImeiDigits, ImeiDigits)
                ? text
                : Refusal.Invalid(field, $"An IMEI has exactly {ImeiDigits} digits."),
            MetadataType.Iccid => IsDigits(text, IccidDigitsMin, IccidDigitsMax)
                ? text
                : Refusal.Invalid(field, $"An ICCID has {IccidDigitsMin} to {IccidDigitsMax} digits."),
            _ => text,
        };
    }

    private static bool IsDigits(string text, int least, int most)
    {
        if (text.Length < least || text.Length > most)
            return false;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character))
                return false;
        }

        return true;
    }
}
