using System.Globalization;
using System.Text;
using QRCoder;

namespace Firstlight.Api;

/// <summary>
/// Draws labels as a page's content: QR code beside or above title, number and claim code, each as large as its room allows. Measures are in
/// millimetres, with the origin at the upper left; the page's own frame turns them.
/// </summary>
internal sealed class LabelDrawing : IDisposable
{
    // What cutting and printing may be off by.
    private const double Margin = 1.5;

    // Below this a label is upright: the code stands above the text.
    private const double BesideRatio = 1.3;
    private const double CodeShare = 0.5;
    private const double LineFactor = 1.18;
    private const double TitleSizeMax = 4.2;
    private const double NumberSizeMax = 3.2;
    private const double CodeSizeMax = 5;

    private readonly QRCodeGenerator _drawer = new();

    /// <summary>Adds one label at its place.</summary>
    public void Draw(StringBuilder page, Label label, LabelGrid grid, int place)
    {
        var (left, top) = grid.PlaceOf(place);
        var (width, height) = (grid.Width - 2 * Margin, grid.Height - 2 * Margin);
        (left, top) = (left + Margin, top + Margin);
        if (grid.Width >= BesideRatio * grid.Height)
        {
            var side = Math.Min(height, width * CodeShare);
            DrawCode(page, label.Content, left, top + (height - side) / 2, side);
            DrawText(page, label, left + side, top, width - side, height);
        }
        else
        {
            var side = Math.Min(width, height * CodeShare * BesideRatio);
            DrawCode(page, label.Content, left + (width - side) / 2, top, side);
            DrawText(page, label, left, top + side, width, height - side);
        }
    }

    public void Dispose() => _drawer.Dispose();

    // Level M survives a scratch of 15 %. The matrix has its quiet zone around it.
    private void DrawCode(StringBuilder page, string content, double left, double top, double side)
    {
        using var code = _drawer.CreateQrCode(content, QRCodeGenerator.ECCLevel.M);
        var module = side / code.ModuleMatrix.Count;
        // A frame of its own, in which modules are whole numbers: short to write and to pack.
        page.Append(
            CultureInfo.InvariantCulture,
            $"q {module:0.####} 0 0 {module:0.####} {left:0.###} {top:0.###} cm\n"
        );
        for (var row = 0; row < code.ModuleMatrix.Count; row++)
        {
            var line = code.ModuleMatrix[row];
            for (var column = 0; column < line.Length; column++)
            {
                var begin = column;
                while (column < line.Length && line[column])
                    column++;
                if (column > begin)
                    page.Append(begin).Append(' ').Append(row).Append(' ').Append(column - begin).Append(" 1 re\n");
            }
        }

        page.Append("f Q\n");
    }

    private static void DrawText(StringBuilder page, Label label, double left, double top, double width, double height)
    {
        var groups = label.ClaimCode.Split('-');
        var groupCharacters = groups.Max(group => group.Length);
        // Title and number take a line each, and half a line stays between them and the code.
        var share = height / (groups.Length + 3) / LineFactor;
        var titleSize = Math.Min(Math.Min(TitleSizeMax, share), width / LabelFont.WidthOf(label.Title));
        var numberSize = Math.Min(Math.Min(NumberSizeMax, share), width / LabelFont.WidthOf(label.Number));
        var codeSize = Math.Min(Math.Min(CodeSizeMax, share), width * 1_000 / LabelFont.CodeWidth / groupCharacters);
        var used = LineFactor * (titleSize + numberSize * 1.5 + codeSize * groups.Length);
        var line = top + Math.Max(0, (height - used) / 2);
        line = Write(label.Title, "/N", titleSize, line);
        line = Write(label.Number, "/N", numberSize, line) + numberSize / 2;
        foreach (var group in groups)
            line = Write(group, "/C", codeSize, line);

        // The page's frame has its origin above, so text is turned over once more.
        double Write(string text, string font, double size, double from)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"BT {font} {size:0.###} Tf 1 0 0 -1 {left:0.###} {from + size * 0.8:0.###} Tm {LabelFont.Quote(text)} Tj ET\n"
            );
            return from + size * LineFactor;
        }
    }
}
