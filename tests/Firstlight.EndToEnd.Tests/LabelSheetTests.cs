using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>Label sheets as a printer and a phone see them: rendered by poppler, scanned by zbar.</summary>
public sealed class LabelSheetTests
{
    private const int DotsPerInch = 300;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("L7651", 66, 2)]
    [InlineData("Letter5160", 31, 2)]
    [InlineData("Roll62x29", 2, 2)]
    [InlineData("Roll29x62", 1, 1)]
    public async Task Each_labels_code_scans_and_belongs_to_the_text_beside_it(string paper, int count, int pages)
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Zähler M", Cancellation);
        var order = new { templateId = template, count };
        var batch = await api.PostAsync("api/v1/static-batches", order, HttpStatusCode.Created, Cancellation);
        var path = $"api/v1/static-batches/{batch["id"]}";
        await Until.TrueAsync(
            async () => (string?)(await api.GetAsync(path, Cancellation))["state"] == "Ready",
            "the batch is ready",
            Cancellation
        );

        var sheet = scratch.File("labels.pdf");
        await File.WriteAllBytesAsync(
            sheet,
            await ExportAsync(api, $"{path}/export?format=pdf&paper={paper}"),
            Cancellation
        );
        var lines = System.Text.Encoding.UTF8.GetString(await ExportAsync(api, $"{path}/export?format=jsonl"));
        var units = lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!)
            .ToList();

        (await RunAsync("pdfinfo", sheet)).ShouldMatch($@"Pages:\s+{pages}\n");
        foreach (var unit in Sample(units))
        {
            var (page, left, top, width, height) = CellOf(paper, (int)unit["number"]! - 1);
            string[] cell = ["-x", Dots(left), "-y", Dots(top), "-W", Dots(width), "-H", Dots(height)];
            string[] where = ["-r", $"{DotsPerInch}", "-f", $"{page}", "-l", $"{page}", .. cell];
            var text = await RunAsync("pdftotext", [.. where, sheet, "-"]);
            var picture = scratch.File($"{unit["number"]}");
            await RunAsync("pdftoppm", [.. where, "-png", "-singlefile", sheet, picture]);

            (await RunAsync("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture + ".png"))
                .Split('\n')
                .ShouldContain((string?)unit["qr"]);
            var words = text.Split((char[])['\n', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries);
            words.ShouldBe(["Zähler M", $"No. {(int)unit["number"]!:D7}", .. ((string)unit["claimCode"]!).Split('-')]);
        }
    }

    [Fact]
    public async Task A_label_names_the_unit_and_its_serial_number_as_the_makers_table_says()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Meter", Cancellation);
        var field = new { name = "Serial Number", type = "Text" };
        await api.PostAsync(
            $"api/v1/templates/{template}/metadata-fields",
            field,
            HttpStatusCode.Created,
            Cancellation
        );
        using var table = new StringContent("Serial Number,Device Name\nSN-100,North\nSN-200,South\n");
        table.Headers.ContentType = new("text/csv");
        using var taken = await api.Http.PostAsync(
            $"api/v1/static-batches/import?templateId={template}",
            table,
            Cancellation
        );
        taken.EnsureSuccessStatusCode();
        var batch = (long)JsonNode.Parse(await taken.Content.ReadAsStringAsync(Cancellation))!["id"]!;
        await api.UnitsAreReadyAsync(batch, Cancellation);
        var sheet = scratch.File("labels.pdf");
        var path = $"api/v1/static-batches/{batch}/export?format=pdf&paper=Roll62x29";
        await File.WriteAllBytesAsync(sheet, await ExportAsync(api, path), Cancellation);

        foreach (var (page, serial) in new[] { (1, "SN-100"), (2, "SN-200") })
            (await RunAsync("pdftotext", "-f", $"{page}", "-l", $"{page}", sheet, "-")).ShouldContain(serial);
    }

    [Fact]
    public async Task Some_units_of_a_batch_are_exported_and_what_cannot_be_printed_is_refused()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Чайник", Cancellation);
        var order = new { templateId = template, count = 2_500 };
        var batch = await api.PostAsync("api/v1/static-batches", order, HttpStatusCode.Created, Cancellation);
        var path = $"api/v1/static-batches/{batch["id"]}";
        await Until.TrueAsync(
            async () => (string?)(await api.GetAsync(path, Cancellation))["state"] == "Ready",
            "the batch is ready",
            Cancellation
        );

        (await NumbersAsync("from=2499")).ShouldBe([2_499, 2_500]);
        (await NumbersAsync("from=7&to=7")).ShouldBe([7]);
        (await NumbersAsync("from=900&to=2100")).ShouldBe(Enumerable.Range(900, 1_201));
        (await NumbersAsync("to=3")).ShouldBe([1, 2, 3]);
        (await NumbersAsync("to=999999")).Count.ShouldBe(2_500);
        await RefusedAsync("format=pdf", "title");
        await RefusedAsync("format=pdf&title=", "title");
        await RefusedAsync("format=pdf&title=Kettle&paper=A4", "paper");
        await RefusedAsync("format=csv&from=2501", "from");
        var sheet = scratch.File("labels.pdf");
        var export = await ExportAsync(api, $"{path}/export?format=pdf&title=Kettle%20(M)&from=2500&skip=20");
        await File.WriteAllBytesAsync(sheet, export, Cancellation);
        (await RunAsync("pdftotext", sheet, "-")).ShouldStartWith("Kettle (M)\nNo. 0002500\n");

        async Task<IReadOnlyList<int>> NumbersAsync(string range)
        {
            var bytes = await ExportAsync(api, $"{path}/export?format=jsonl&{range}");
            return
            [
                .. System
                    .Text.Encoding.UTF8.GetString(bytes)
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => (int)JsonNode.Parse(line)!["number"]!),
            ];
        }

        async Task RefusedAsync(string query, string field)
        {
            using var response = await api.Http.PostAsync($"{path}/export?{query}", content: null, Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, query);
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
            ((string?)problem["field"]).ShouldBe(field, query);
        }
    }

    // The first and last of every page and a few between.
    private static IEnumerable<JsonNode> Sample(List<JsonNode> units) =>
        units.Where((_, index) => index % 13 == 0 || index >= units.Count - 2);

    // In millimetres, by the makers' data sheets and not by the code under test.
    private static (int Page, double Left, double Top, double Width, double Height) CellOf(string paper, int index) =>
        paper switch
        {
            "L7651" => (
                index / 65 + 1,
                4.75 + index % 65 % 5 * 40.6,
                10.7 + Math.Floor(index % 65 / 5.0) * 21.2,
                38.1,
                21.2
            ),
            "Letter5160" => (
                index / 30 + 1,
                4.7625 + index % 30 % 3 * 69.85,
                12.7 + Math.Floor(index % 30 / 3.0) * 25.4,
                66.675,
                25.4
            ),
            "Roll62x29" => (index + 1, 0, 0, 62, 29),
            _ => (index + 1, 0, 0, 29, 62),
        };

    private static string Dots(double millimetres) =>
        ((int)Math.Round(millimetres / 25.4 * DotsPerInch)).ToString(CultureInfo.InvariantCulture);

    private static async Task<byte[]> ExportAsync(RestClient api, string path)
    {
        using var response = await api.Http.PostAsync(path, content: null, Cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync(Cancellation);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        await using var child = Child.Start(program, arguments);
        var code = await child.WaitForExitAsync(Cancellation);
        code.ShouldBe(0, $"{program}: {child.Output}");
        return child.Output + '\n';
    }
}
