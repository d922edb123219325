namespace Firstlight.Api.Tests.Csv;

/// <summary>Cells as spreadsheets read them.</summary>
public sealed class CsvTextTests
{
    [Theory]
    [InlineData("Kitchen", "Kitchen")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData(" blank ", "\" blank \"")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("-1e-3", "-1e-3")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+49 30", "\"'+49 30\"")]
    [InlineData("-2+3", "\"'-2+3\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("  =1", "\"'  =1\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\uFF1D1", "\"'\uFF1D1\"")]
    public void A_cell_is_what_it_is_and_never_a_formula(string? cell, string written) =>
        CsvText.Line([cell, "x"]).ShouldBe(written + ",x\r\n");

    [Fact]
    public void A_time_is_written_in_utc_to_the_second() =>
        CsvText
            .Time(new DateTimeOffset(2026, 5, 1, 14, 0, 1, 999, TimeSpan.FromHours(2)))
            .ShouldBe("2026-05-01T12:00:01Z");
}
