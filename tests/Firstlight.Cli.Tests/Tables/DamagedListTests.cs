using System.Text;
using Firstlight.Cli.Tests.Firmware;
using Firstlight.Cli.Tests.Peers;

namespace Firstlight.Cli.Tests.Tables;

/// <summary>Lists as tools, spreadsheets and people break them: each is told by row and column, and nothing is written.</summary>
public sealed class DamagedListTests : IDisposable
{
    private const string A = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private const string B = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

    private readonly Desk _desk = new();
    private readonly StampedFolder _place = new();

    public void Dispose()
    {
        _desk.Dispose();
        _place.Dispose();
    }

    public static TheoryData<string, string> Tables =>
        new()
        {
            { "", "row 1: The file is empty" },
            { "Number,Device Token\n", "row 1: There is no unit" },
            { $"Number,Token\n1,{A}\n", "row 2: No column is called Device Token" },
            { $"Number,Device Token,Number\n1,{A},2\n", "row 1, column Number: Two columns" },
            { $"Number,,Device Token\n1,,{A}\n", "row 1, column 2: The column has no name" },
            { $"Number,Device Token\n1,{A},x\n", "row 2: It has 3 cells; the header has 2" },
            { $"Number,Device Token\n1\n", "row 2: It has 1 cells; the header has 2" },
            { $"Number,Device Token\n1,{A}\n\n2,{A}\n", "row 4, column Device Token: Row 2 has the same token" },
            { $"Number,Device Token\n1,{A}\n1,{B}\n", "row 3, column Number: Row 2 has the same name" },
            {
                $"Serial Number,Device Token\nsn1,{A}\nSN1,{B}\n",
                "row 3, column Serial Number: Row 2 has the same name"
            },
            { $"Serial Number,Device Token\n,{A}\n", "row 2, column Serial Number: The name" },
            { $"Serial Number,Device Token\na/b,{A}\n", "row 2, column Serial Number: It cannot name a file" },
            { $"Serial Number,Device Token\n..,{A}\n", "row 2, column Serial Number: It cannot name a file" },
            {
                $"Serial Number,Device Token\n{new string('x', 101)},{A}\n",
                "row 2, column Serial Number: A file's name"
            },
            { "Number,Device Token\n1,\n", "row 2, column Device Token: The token is missing" },
            { $"Number,Device Token\n1,{A[1..]}\n", "row 2, column Device Token: It has 31 characters" },
            { $"Number,Device Token\n1,{A}B\n", "row 2, column Device Token: It has 33 characters" },
            { $"Number,Device Token\n1,{A[1..]}#\n", "row 2, column Device Token: A character" },
            { $"Number,Device Token\n1,1.23E+31\n", "row 2, column Device Token: It has 8 characters" },
            { $"Number;Device Token\n1;{A}\n", "row 2: No column is called Device Token" },
            { $"Number,Device Token\n\"1,{A}\n", "row 2: A quotation mark is never closed" },
            { $"Number,Device Token\n\"1\"x,{A}\n", "row 2: Something stands behind a closing quotation mark" },
            { $"Number,Device Token\n1,{new string('x', 10_001)}\n", "row 2: A cell has more than 10000 characters" },
        };

    public static TheoryData<string, string> Lines =>
        new()
        {
            { "", "row 1: The file is empty" },
            { $$"""{"number":1,"token":"{{A}}""", "row 1: The line is not JSON" },
            { "[1]", "row 1: The line is no JSON object" },
            { """{"number":1}""", "row 1: No column is called Device Token" },
            {
                $$"""{"number":1,"token":"{{A}}","token":"{{B}}"}""",
                "row 1: The line is not JSON, or has a member twice"
            },
            { $$"""{"number":1,"token":null}""", "row 1, column token: The token is missing" },
            {
                $$"""{"token":"{{A}}"}""" + "\n\n" + $$"""{"token":"{{A}}"}""",
                "row 3, column token: Row 1 has the same"
            },
        };

    [Theory]
    [MemberData(nameof(Tables))]
    public Task A_damaged_table_is_refused_by_row_and_column(string text, string fault) =>
        RefusesAsync(Encoding.UTF8.GetBytes(text), "batch.csv", fault);

    [Theory]
    [MemberData(nameof(Lines))]
    public Task Damaged_lines_are_refused_by_row_and_column(string text, string fault) =>
        RefusesAsync(Encoding.UTF8.GetBytes(text), "batch.jsonl", fault);

    [Fact]
    public Task A_table_in_another_encoding_is_refused() =>
        RefusesAsync(Encoding.Latin1.GetBytes($"Serial Number,Device Token\nÜ1,{A}\n"), "batch.csv", "not UTF-8");

    [Fact]
    public async Task All_errors_are_told_at_once_up_to_a_screenful()
    {
        _place.WriteTokens(
            "Number,Device Token\n" + string.Concat(Enumerable.Range(1, 30).Select(row => $"{row},x\n"))
        );

        var run = await _desk.RunAsync(_place.Command());

        run.Error.ShouldContain("row 21, column Device Token");
        run.Error.ShouldNotContain("row 22, column");
        run.Error.ShouldContain("… and 10 more");
        run.Error.ShouldContain("batch.csv has 30 errors; nothing was written.");
    }

    [Fact]
    public async Task Spreadsheets_quotes_marks_and_guards_are_understood()
    {
        _place.WriteTokens(
            $"\uFEFFSerial Number,Device Token,Note\r\n\"'-7\",\"{A}\",\"two\r\nlines, and \"\"quotes\"\"\"\r\nplain,{B},"
        );

        var run = await _desk.RunAsync(_place.Command());

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Error);
        File.Exists(_place.Unit("-7.bin")).ShouldBeTrue();
        File.Exists(_place.Unit("plain.bin")).ShouldBeTrue();
        _place.ReadText("manifest.csv").ShouldContain("\"'-7.bin\",2,");
    }

    private async Task RefusesAsync(byte[] text, string name, string fault)
    {
        _place.WriteTokens("", name);
        _place.WriteTokens(text);

        var run = await _desk.RunAsync(_place.Command());

        run.ExitCode.ShouldBe(ExitCodes.FileUnusable, run.Everything);
        run.Error.ShouldContain(fault);
        run.Everything.ShouldNotContain(A);
        Directory.Exists(_place.Units).ShouldBeFalse();
    }
}
