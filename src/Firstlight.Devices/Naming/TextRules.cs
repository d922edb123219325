using System.Text;
using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>What people may type: one place for blanks, lengths, control characters and alphabets.</summary>
internal static class TextRules
{
    /// <summary>Text without outer blanks, 1 to <paramref name="charactersMax"/> characters, no control characters.</summary>
    public static Outcome<string> Take(string field, string? text, int charactersMax)
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length == 0)
            return Refusal.Invalid(field, $"A {field} is needed: 1 to {charactersMax} characters.");
        return TakeOrEmpty(field, trimmed, charactersMax);
    }

    /// <summary>Like <see cref="Take"/>, but empty text is fine.</summary>
    public static Outcome<string> TakeOrEmpty(string field, string text, int charactersMax)
    {
        var trimmed = text.Trim();
        if (trimmed.Length > charactersMax)
            return Refusal.Invalid(
                field,
                $"The {field} has {trimmed.Length} characters; at most {charactersMax} are allowed."
            );
        foreach (var rune in trimmed.EnumerateRunes())
        {
            // Half a surrogate pair is enumerated as the replacement character: it could not be stored as UTF-8.
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar)
                return Refusal.Invalid(
                    field,
                    $"The {field} contains a control character or one that cannot be stored; leave it out."
                );
        }

        return trimmed;
    }

    /// <summary>Like <see cref="Take"/>, but only letters, digits and spaces.</summary>
    public static Outcome<string> TakeWords(string field, string? text, int charactersMax)
    {
        var taken = Take(field, text, charactersMax);
        return taken.Succeeded ? RequireWords(field, taken.Value) : taken;
    }

    private static Outcome<string> RequireWords(string field, string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune) && rune.Value != ' ')
                return Refusal.Invalid(
                    field,
                    $"The {field} contains '{rune}'; only letters, digits and spaces are allowed."
                );
        }

        return text;
    }
}
