using Firstlight.Cli.Output;

namespace Firstlight.Cli.Tests.Output;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell_and_lines_end_without_blanks() =>
        Lines(80, ["id", "name", "online"], ["1", "Thermostat", "yes"], ["12", "A", ""])
            .ShouldBe(["id  name        online", "1   Thermostat  yes", "12  A"]);

    [Fact]
    public void A_table_without_names_has_no_head() => Lines(80, ["", ""], ["id", "7"]).ShouldBe(["id  7"]);

    [Fact]
    public void A_table_without_rows_is_its_head() => Lines(80, ["id", "name"]).ShouldBe(["id  name"]);

    [Fact]
    public void What_is_too_wide_is_folded_at_its_blanks_in_its_widest_column() =>
        Lines(30, ["id", "reason"], ["1", "The password of the network is wrong."])
            .ShouldBe(["id  reason", "1   The password of the", "    network is wrong."]);

    [Fact]
    public void A_word_stays_whole_however_narrow_the_screen() =>
        Lines(12, ["template"], ["TMPL-that-is-long"]).ShouldBe(["template", "TMPL-that-is-long"]);

    [Fact]
    public void Wide_characters_take_two_cells() =>
        Lines(80, ["name", "on"], ["温度", "yes"], ["name", "no"]).ShouldBe(["name  on", "温度  yes", "name  no"]);

    private static IEnumerable<string> Lines(int width, string[] columns, params string[][] rows) =>
        TextTable.Lines(columns, rows, width);
}
