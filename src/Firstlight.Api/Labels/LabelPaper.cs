namespace Firstlight.Api;

/// <summary>Papers that labels are sold on, by the names their makers gave them; rolls by width and length in millimetres.</summary>
internal enum LabelPaper
{
    /// <summary>A4, 21 labels of 63.5 × 38.1 mm.</summary>
    L7160,

    /// <summary>A4, 24 labels of 63.5 × 33.9 mm.</summary>
    L7159,

    /// <summary>A4, 14 labels of 99.1 × 38.1 mm.</summary>
    L7163,

    /// <summary>A4, 65 labels of 38.1 × 21.2 mm.</summary>
    L7651,

    /// <summary>US Letter, 30 labels of 2.625 × 1 inch.</summary>
    Letter5160,

    /// <summary>One label of 62 × 29 mm at a time.</summary>
    Roll62x29,

    /// <summary>One label of 57 × 32 mm at a time.</summary>
    Roll57x32,

    /// <summary>One label of 50 × 25 mm at a time.</summary>
    Roll50x25,

    /// <summary>One label of 29 × 62 mm at a time, upright.</summary>
    Roll29x62,
}

/// <summary>Where the labels of a page are. They stand in the middle of the page, as all of these papers have them.</summary>
/// <param name="PageWidth">In millimetres, as all that follows.</param>
/// <param name="PageHeight">Of the page.</param>
/// <param name="Columns">Labels beside each other.</param>
/// <param name="Rows">Labels below each other, without a gap.</param>
/// <param name="Width">Of a label.</param>
/// <param name="Height">Of a label.</param>
/// <param name="Gap">Between columns.</param>
internal sealed record LabelGrid(
    double PageWidth,
    double PageHeight,
    int Columns,
    int Rows,
    double Width,
    double Height,
    double Gap
)
{
    private const double A4Width = 210;
    private const double A4Height = 297;
    private const double Inch = 25.4;

    public int PerPage => Columns * Rows;

    public static LabelGrid Of(LabelPaper paper) =>
        paper switch
        {
            LabelPaper.L7159 => new(A4Width, A4Height, 3, 8, 63.5, 33.9, 2.5),
            LabelPaper.L7160 => new(A4Width, A4Height, 3, 7, 63.5, 38.1, 2.5),
            LabelPaper.L7163 => new(A4Width, A4Height, 2, 7, 99.1, 38.1, 2.5),
            LabelPaper.L7651 => new(A4Width, A4Height, 5, 13, 38.1, 21.2, 2.5),
            LabelPaper.Letter5160 => new(8.5 * Inch, 11 * Inch, 3, 10, 2.625 * Inch, Inch, 0.125 * Inch),
            LabelPaper.Roll62x29 => Roll(62, 29),
            LabelPaper.Roll57x32 => Roll(57, 32),
            LabelPaper.Roll50x25 => Roll(50, 25),
            LabelPaper.Roll29x62 => Roll(29, 62),
            _ => throw new ArgumentOutOfRangeException(nameof(paper), paper, "This paper has no row in the table."),
        };

    /// <summary>The left and upper edge of a label, from the page's left and upper edge; places are counted row by row.</summary>
    public (double Left, double Top) PlaceOf(int index)
    {
        var left = (PageWidth - Columns * Width - (Columns - 1) * Gap) / 2;
        var top = (PageHeight - Rows * Height) / 2;
        return (left + index % Columns * (Width + Gap), top + index / Columns * Height);
    }

    private static LabelGrid Roll(double width, double height) => new(width, height, 1, 1, width, height, 0);
}
