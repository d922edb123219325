using System.Text;
using Firstlight.Cli.Tables;
using Firstlight.TestKit.Fuzzing;

namespace Firstlight.Cli.Tests;

/// <summary>Tables of units as anybody may have changed them: rows and faults, and nothing else.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly FuzzPlan Plan = new(
        (
            new(
                "table",
                Texts("name,token\r\n\"Lamp, small\",0123\r\n'=1+1,\"a\"\"b\"\r\n", "a,a\n1,2\n", "\uFEFFa\r\"open"),
                bytes => Read(bytes, (text, faults) => new CsvTable(text, faults).Read()),
                // A fault for each line that is none, and a line may be four bytes long.
                AllocatedBytesMax: 512 * 1024
            ),
            20_000,
            500_000
        ),
        (
            new(
                "JSON lines",
                Texts("{\"name\":\"caf\\u00e9\",\"token\":\"0123\"}\n{\"name\":null}\n", "[]\n\n{\"a\":1,\"a\":2}"),
                bytes => Read(bytes, (text, faults) => new LinesTable(text, faults).Read()),
                // A fault for each line that is none.
                AllocatedBytesMax: 512 * 1024
            ),
            20_000,
            500_000
        )
    );

    public static TheoryData<string> Names => [.. Plan.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Broken_bytes_are_read_or_refused_and_nothing_else(string name) => Plan.Play(name, output.WriteLine);

    private static void Read(byte[] bytes, Func<TextReader, RowFaults, IEnumerable<TableRow>> read)
    {
        using var text = new StreamReader(new MemoryStream(bytes));
        var faults = new RowFaults("units.csv");
        _ = read(text, faults).Count();
    }

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
