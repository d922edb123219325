using System.Text;

namespace Firstlight.Api;

/// <summary>
/// The two fonts of a label, which every reader and printer of PDF has: Helvetica for names, Courier for codes. They have the letters of
/// Western Europe; other text cannot be printed and is refused before it comes here.
/// </summary>
internal static class LabelFont
{
    /// <summary>The width of every character of Courier, in thousandths of its size.</summary>
    public const int CodeWidth = 600;

    private const int FirstWidth = 32;

    // Letters with accents are as wide as most letters without; a guess for what is rare.
    private const int OtherWidth = 611;

    // Helvetica-Bold from the blank to the tilde, in thousandths of the size.
    private static readonly short[] Widths =
    [
        .. (short[])[278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278],
        .. (short[])[556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611],
        .. (short[])[975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778],
        .. (short[])[667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556],
        .. (short[])[333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611],
        .. (short[])[611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584],
    ];

    /// <summary>The first character that cannot be printed; null when all can.</summary>
    public static Rune? FindUnprintable(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is < ' ' or (> '~' and < 0xA1) or > 0xFF or 0xAD)
                return rune;
        }

        return null;
    }

    /// <summary>How wide a name is at a size of one.</summary>
    public static double WidthOf(string text) =>
        text.Sum(character => character - FirstWidth < Widths.Length ? Widths[character - FirstWidth] : OtherWidth)
        / 1_000.0;

    /// <summary>As a string inside a page's content.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("(");
        foreach (var character in text)
        {
            if (character is '(' or ')' or '\\')
                quoted.Append('\\').Append(character);
            else if (character > '~')
                // In three octal digits, so that a content stream is plain ASCII. Above 160 the encoding is Latin-1.
                quoted.Append('\\').Append(Convert.ToString(character, 8));
            else
                quoted.Append(character);
        }

        return quoted.Append(')').ToString();
    }
}
