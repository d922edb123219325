using System.Globalization;
using System.Text.RegularExpressions;

namespace Firstlight.Api.Tests.Labels;

public sealed partial class LabelSheetsTests
{
    // A tenth of a millimetre for rounding.
    private const double Tolerance = 0.1;

    public static TheoryData<string> Papers => [.. Enum.GetNames<LabelPaper>()];

    [Theory]
    [MemberData(nameof(Papers))]
    public async Task Everything_drawn_lies_inside_its_own_label(string name)
    {
        var paper = Enum.Parse<LabelPaper>(name);
        var grid = LabelGrid.Of(paper);

        var pdf = await WriteAsync(2 * grid.PerPage, paper);

        pdf.Pages.Count.ShouldBe(2);
        foreach (var (page, content) in pdf.Pages)
        {
            page.ShouldContain(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"/MediaBox[0 0 {grid.PageWidth * 72 / 25.4:0.###} {grid.PageHeight * 72 / 25.4:0.###}]"
                )
            );
            var labels = content.Split("f Q\n").Length - 1;
            labels.ShouldBe(grid.PerPage);
            var boxes = Boxes(content).ToList();
            boxes.ShouldNotBeEmpty();
            foreach (var box in boxes)
                Enumerable.Range(0, grid.PerPage).Count(place => IsInside(box, grid, place)).ShouldBe(1, $"{box}");
        }
    }

    [Fact]
    public void The_places_of_a_paper_are_those_that_its_maker_prints()
    {
        // Avery's own templates, in millimetres; 5160 in inches.
        LabelGrid.Of(LabelPaper.L7160).PlaceOf(0).ShouldBe((7.25, 15.15), 0.05);
        LabelGrid.Of(LabelPaper.L7160).PlaceOf(20).ShouldBe((139.25, 243.75), 0.05);
        LabelGrid.Of(LabelPaper.L7163).PlaceOf(0).ShouldBe((4.65, 15.15), 0.05);
        LabelGrid.Of(LabelPaper.L7651).PlaceOf(0).ShouldBe((4.75, 10.7), 0.05);
        LabelGrid.Of(LabelPaper.Letter5160).PlaceOf(4).ShouldBe((2.9375 * 25.4, 1.5 * 25.4), 0.05);
    }

    [Fact]
    public async Task Labels_that_are_used_up_are_skipped_on_the_first_page_only()
    {
        var pdf = await WriteAsync(20, LabelPaper.L7160, skip: 19);

        pdf.Pages.Select(page => page.Content.Split("f Q\n").Length - 1).ShouldBe([2, 18]);
        pdf.Pages[1].Content.ShouldContain("(No. 0000003)");
    }

    [Fact]
    public async Task A_batch_without_tokens_is_one_empty_page()
    {
        var pdf = await WriteAsync(0, LabelPaper.L7160);

        pdf.Pages.ShouldHaveSingleItem().Content.ShouldNotContain("Tj");
        pdf.Catalog.ShouldContain("/PrintScaling/None");
    }

    [Fact]
    public async Task A_title_is_written_as_it_reads_and_made_to_fit()
    {
        const string title = """Zähler (Größe 2) \ für "Süd & Ost", mit sehr langem Namen é""";

        var pdf = await WriteAsync(1, LabelPaper.L7651, title: title);

        var content = pdf.Pages[0].Content;
        content.ShouldContain("""(Z\344hler \(Gr\366\337e 2\) \\ f\374r "S\374d & Ost", mit sehr langem Namen \351)""");
        var size = double.Parse(TitleSize().Match(content).Groups[1].Value, CultureInfo.InvariantCulture);
        (size * LabelFont.WidthOf(title)).ShouldBeLessThanOrEqualTo(19.2);
    }

    [Theory]
    [InlineData("Kettle & Co. äöüß éèñ ½ µ", null)]
    [InlineData("Чайник", 0x427)]
    [InlineData("Kettle\u0007", 7)]
    [InlineData("Kettle 🌡", 0x1F321)]
    [InlineData("soft\u00ADhyphen", 0xAD)]
    public void Characters_that_no_label_can_show_are_found(string text, int? character) =>
        LabelFont.FindUnprintable(text)?.Value.ShouldBe(character!.Value);

    private static async Task<OpenPdf> WriteAsync(int count, LabelPaper paper, int skip = 0, string title = "Meter")
    {
        var body = new MemoryStream();
        var cancellation = TestContext.Current.CancellationToken;
        await LabelSheets.WriteAsync(
            body,
            "Labels",
            SomeLabels.Make(count, title, cancellation),
            paper,
            skip,
            cancellation
        );
        return new OpenPdf(body.ToArray());
    }

    // Modules of codes, and lines of text by their baseline, height and width.
    private static IEnumerable<(double Left, double Top, double Right, double Bottom)> Boxes(string content)
    {
        foreach (Match code in Code().Matches(content))
        {
            var (size, left, top) = (Number(code, 1), Number(code, 2), Number(code, 3));
            foreach (Match module in Module().Matches(code.Groups[4].Value))
            {
                var (x, y, run) = (Number(module, 1), Number(module, 2), Number(module, 3));
                yield return (left + x * size, top + y * size, left + (x + run) * size, top + (y + 1) * size);
            }
        }

        foreach (Match line in Line().Matches(content))
        {
            var (size, left, baseline) = (Number(line, 2), Number(line, 3), Number(line, 4));
            var text = line.Groups[5].Value;
            var width = line.Groups[1].Value == "C" ? text.Length * 0.6 : LabelFont.WidthOf(text);
            yield return (left, baseline - 0.75 * size, left + width * size, baseline + 0.2 * size);
        }
    }

    private static bool IsInside((double Left, double Top, double Right, double Bottom) box, LabelGrid grid, int place)
    {
        var (left, top) = grid.PlaceOf(place);
        return box.Left >= left - Tolerance
            && box.Top >= top - Tolerance
            && box.Right <= left + grid.Width + Tolerance
            && box.Bottom <= top + grid.Height + Tolerance;
    }

    private static double Number(Match match, int group) =>
        double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"q ([\d.]+) 0 0 [\d.]+ ([\d.]+) ([\d.]+) cm\n((?:[\d ]+re\n)+)f Q\n")]
    private static partial Regex Code();

    [GeneratedRegex(@"(\d+) (\d+) (\d+) 1 re\n")]
    private static partial Regex Module();

    [GeneratedRegex(@"(?m)^BT /([NC]) ([\d.]+) Tf 1 0 0 -1 ([\d.]+) ([\d.]+) Tm \((.*)\) Tj ET$")]
    private static partial Regex Line();

    [GeneratedRegex(@"BT /N ([\d.]+) Tf")]
    private static partial Regex TitleSize();
}

internal static class PlaceAssertions
{
    public static void ShouldBe(
        this (double Left, double Top) place,
        (double Left, double Top) expected,
        double tolerance
    )
    {
        place.Left.ShouldBe(expected.Left, tolerance);
        place.Top.ShouldBe(expected.Top, tolerance);
    }
}
