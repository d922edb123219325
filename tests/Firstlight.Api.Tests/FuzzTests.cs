using System.Text;
using System.Text.Json;
using Firstlight.Activation;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.TestKit.Fuzzing;
using Firstlight.TestKit.Programs;

namespace Firstlight.Api.Tests;

/// <summary>Tables, values and questions from outside: taken or refused, and nothing else.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly FuzzPlan Plan = new(
        (
            new(
                "table of units",
                Texts(
                    "Device Name,Serial,IMEI\r\n\"Lamp, small\",SN-1,490154203237518\r\n\"a\"\"b\",=1+1,\r\n",
                    "\uFEFFSerial;Name\nSN-1;Lamp\n",
                    "Serial\r\n\"open\r\nSN-2\r\n\r\n"
                ),
                ReadTable,
                // The buffer of a row.
                AllocatedBytesMax: 512 * 1024
            ),
            500,
            20_000
        ),
        (
            new(
                "value in JSON",
                Texts("21.5", "\"caf\\u00e9\"", "[24.03,49.84]", "true", "1e400", "-0.0", "{}", "\"\\ud83d\\ude42\""),
                ReadValue
            ),
            10_000,
            500_000
        ),
        (
            new(
                "question about history",
                Texts("Minute|Europe/Kyiv", "day|+05:30", "week|GMT-3", "month|UTC", "|America/Port-au-Prince"),
                ReadQuestion
            ),
            5_000,
            200_000
        ),
        (new("header of an upload", Texts("0", "1048576", "-1", " 7", "0x10"), ReadHeader), 20_000, 500_000)
    );

    public static TheoryData<string> Names => [.. Plan.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Broken_bytes_are_read_or_refused_and_nothing_else(string name) => Plan.Play(name, output.WriteLine);

    private static void ReadTable(byte[] bytes)
    {
        using var scratch = new Scratch();
        var path = scratch.File("table.csv");
        File.WriteAllBytes(path, bytes);
        CountRowsAsync(path).GetAwaiter().GetResult();
    }

    private static async Task CountRowsAsync(string path)
    {
        await using var table = new UnitTable(File.OpenRead(path), "digest", static () => { });
        var rows = new List<TableRow>();
        await foreach (var row in table.ReadAsync(default))
            rows.Add(row);
        rows.Select(row => row.Number).ShouldBe(Enumerable.Range(1, rows.Count));
    }

    private static void ReadValue(byte[] bytes)
    {
        JsonElement element;
        try
        {
            element = JsonElement.Parse(bytes);
        }
        catch (JsonException)
        {
            return; // Refused before any of ours sees it.
        }

        var read = WireValue.FromJson("value", element);
        if (!read.Succeeded)
            return;
        foreach (var type in Enum.GetValues<DatastreamType>())
            WireValue.ToJson(type, read.Value)!.ToJsonString().ShouldNotBeEmpty();
    }

    private static void ReadQuestion(byte[] bytes)
    {
        var parts = Encoding.UTF8.GetString(bytes).Split('|', 2);
        var read = HistorySpan.ReadBuckets(parts[0].Length == 0 ? null : parts[0], parts.Length > 1 ? parts[1] : null);
        if (!read.Succeeded)
            return;
        var moment = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600);
        var (from, to) = read.Value.Around(moment);
        (from <= moment && moment < to).ShouldBeTrue();
    }

    private static void ReadHeader(byte[] bytes)
    {
        var read = TusProtocol.ReadNumber(TusProtocol.Offset, Encoding.UTF8.GetString(bytes));
        if (read.Succeeded)
            read.Value.ShouldBeGreaterThanOrEqualTo(0);
    }

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
