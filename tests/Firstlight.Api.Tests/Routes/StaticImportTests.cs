using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Api.Tests.Rights;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Api.Tests.Routes;

/// <summary>Tables of units, sent to the real cloud: what is right becomes tokens, what is wrong is told by row and column.</summary>
public sealed class StaticImportTests(StaticImportTests.Maker maker) : IClassFixture<StaticImportTests.Maker>
{
    private const string Good = "Serial Number,IMEI,Weight,Device Name\nSN-1,490154203237518,1.5,Boiler 1\nSN-2,,,\n";

    private static readonly string LongCell = new('x', 300);
    private static readonly string HugeCell = new('x', 5_000);
    private static readonly string EndlessRow = new('x', 70_000);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Name, table, row, column (0: the row as a whole), a part of the sentence.</summary>
    public static TheoryData<string, string, int, int, string> Damages =>
        new()
        {
            { "an empty file", "", 1, 0, "is empty" },
            { "only a mark", "\uFEFF", 1, 0, "is empty" },
            { "only blank lines", "\n\n", 1, 0, "blank" },
            { "a blank line above", "\nSerial Number\nSN-1\n", 1, 0, "blank" },
            { "no header", "SN-1,490154203237518\nSN-2,490154203237519\n", 1, 0, "No column is called" },
            { "a header in another case", "serial number\nSN-1\n", 1, 0, "case counts" },
            { "a header and nothing else", "Serial Number,IMEI\n", 2, 0, "no row" },
            { "two columns of one name", "Serial Number,IMEI,Serial Number\nA,,B\n", 1, 3, "same name" },
            { "a column without a name", "Serial Number,,IMEI\nA,,\n", 1, 2, "has no name" },
            { "semicolons", "Serial Number;IMEI\nA;490154203237518\n", 1, 1, "semicolons" },
            { "tabs", "Serial Number\tIMEI\nA\t490154203237518\n", 1, 1, "tabs" },
            { "bars", "Serial Number|IMEI\nA|490154203237518\n", 1, 1, "bars" },
            { "a name that is too long", LongCell + ",IMEI\nA,\n", 1, 1, "255" },
            { "a control character in a name", "Serial Number,A\u0001\nA,\n", 1, 2, "printable" },
            { "a quote that is not closed", "Serial Number,IMEI\nSN-1,\nSN-2,\"4901\nSN-3,\n", 3, 2, "not closed" },
            { "a quote in the middle", "Serial Number,IMEI\nSN\"1,\n", 2, 1, "middle" },
            { "text behind a quote", "Serial Number,IMEI\n\"SN\"1,\n", 2, 1, "follows the quote" },
            { "a line break in quotes", "Serial Number,Note\n\"SN-1\",\"one\ntwo\"\n", 2, 2, "not closed" },
            { "a quote open in the header", "\"Serial Number,IMEI\nSN-1,\n", 1, 1, "not closed" },
            { "too few cells", "Serial Number,IMEI,Weight\nSN-1,\n", 2, 3, "2 cells" },
            { "too many cells", "Serial Number,IMEI\nSN-1,,7,8\n", 2, 3, "4 cells" },
            { "a comma in a number", "Serial Number,Weight\nSN-1,1,5\n", 2, 3, "comma" },
            { "empty cells only", "Serial Number,IMEI\nSN-1,\n,\n", 3, 0, "empty" },
            { "bytes that are not UTF-8", "Serial Number,IMEI\nSN-\u00FF,\n", 2, 1, "UTF-8" },
            { "a NUL byte", "Serial Number,IMEI\nSN-\0,\n", 2, 1, "NUL" },
            { "another control character", "Serial Number,IMEI\nSN-\u0007,\n", 2, 1, "control character" },
            { "a value that is too long", $"Serial Number,IMEI\n{LongCell},\n", 2, 1, "at most 255" },
            { "a cell without an end in sight", $"Serial Number,Note\nSN-1,{HugeCell}\n", 2, 2, "bytes" },
            { "a row without an end in sight", $"Serial Number,Note\nSN-1,\nSN-2,{EndlessRow}\n", 3, 0, "no end" },
            { "an IMEI that is too short", "Serial Number,IMEI\nSN-1,4901\n", 2, 2, "15 digits" },
            { "an IMEI as spreadsheets spoil it", "Serial Number,IMEI\nSN-1,4.90154E+14\n", 2, 2, "15 digits" },
            { "an ICCID with letters", "Serial Number,SIM\nSN-1,89A8200000000000005\n", 2, 2, "ICCID" },
            { "no number", "Serial Number,Weight\nSN-1,heavy\n", 2, 2, "number" },
            { "a device name that is too long", $"Device Name\n{LongCell[..61]}\n", 2, 1, "at most 60" },
            { "a serial twice", "Serial Number\nSN-1\nSN-2\nsn-1\n", 4, 1, "Row 2" },
            { "an IMEI twice", "IMEI\n490154203237518\n490154203237518\n", 3, 1, "Row 2" },
            { "an address twice", "MAC\n02:00:00:aa:00:01\n02:00:00:AA:00:01\n", 3, 1, "Row 2" },
        };

    [Theory, MemberData(nameof(Damages))]
    public async Task Damage_is_told_by_row_and_column_and_nothing_is_made(
        string name,
        string table,
        int row,
        int column,
        string words
    )
    {
        var before = await maker.CountBatchesAsync();

        using var response = await maker.SendAsync(Encode(table));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, name);
        var problem = await JsonOf(response);
        ((string?)problem["code"]).ShouldBe("table_refused");
        var errors = problem["report"]!["errors"]!.AsArray();
        var first = errors[0]!;
        (((int)first["row"]!), (int?)first["column"] ?? 0).ShouldBe((row, column), errors.ToJsonString());
        ((string?)first["message"])!.ShouldContain(words);
        ((int)problem["report"]!["tokens"]!).ShouldBe(0);
        (await maker.CountBatchesAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Too_many_columns_are_refused()
    {
        var names = string.Join(',', Enumerable.Range(1, 129).Select(column => $"C{column}"));

        using var response = await maker.SendAsync(Encode($"{names}\n"));

        var error = (await JsonOf(response))["report"]!["errors"]![0]!;
        ((int)error["column"]!).ShouldBe(129);
        ((string?)error["message"])!.ShouldContain("129 columns");
    }

    [Fact]
    public async Task Too_many_rows_are_refused_at_the_first_one()
    {
        var table = new StringBuilder("Device Name\n", 3_000_000);
        for (var row = 0; row <= StaticBatch.CountMax; row++)
            table.Append("B\n");

        using var response = await maker.SendAsync(Encode(table.ToString()));

        var error = (await JsonOf(response))["report"]!["errors"]![0]!;
        ((int)error["row"]!).ShouldBe(StaticBatch.CountMax + 2);
    }

    [Theory]
    [InlineData("map=SN:IMEI", "two columns", 1, 2, "already")]
    [InlineData("map=Nobody:IMEI", "no such column", 1, 0, "names no column")]
    [InlineData("map=SN", "no field", 1, 0, "names no column")]
    [InlineData("map=SN:Colour", "no such field", 1, 1, "no field 'Colour'")]
    [InlineData("map=SN:Weight&map=SN:Note", "one column twice", 1, 1, "mapped twice")]
    public async Task A_map_that_does_not_fit_is_refused(string map, string name, int row, int column, string words)
    {
        using var response = await maker.SendAsync(Encode("SN,IMEI\nA,\n"), map);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, name);
        var errors = (await JsonOf(response))["report"]!["errors"]!.AsArray();
        errors.ShouldContain(error =>
            (int)error!["row"]! == row
            && ((int?)error["column"] ?? 0) == column
            && ((string?)error["message"])!.Contains(words, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_first_hundred_errors_are_listed_and_all_are_counted()
    {
        var table = "IMEI\n" + string.Concat(Enumerable.Range(1, 250).Select(row => $"{row}\n"));

        using var response = await maker.SendAsync(Encode(table), "dryRun=true");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var report = await JsonOf(response);
        ((int)report["errorCount"]!).ShouldBe(250);
        report["errors"]!.AsArray().Count.ShouldBe(100);
        ((int)report["rows"]!).ShouldBe(250);
    }

    [Fact]
    public async Task A_dry_run_tells_where_columns_go_and_makes_nothing()
    {
        var before = await maker.CountBatchesAsync();

        using var response = await maker.SendAsync(
            Encode("SN,IMEI,Extra\nA,,x\n"),
            "dryRun=true&map=SN:Serial%20Number"
        );

        var report = await JsonOf(response);
        report["columns"]!
            .AsArray()
            .Select(column => $"{column!["name"]}>{column["field"]}")
            .ShouldBe(["SN>Serial Number", "IMEI>IMEI", "Extra>"]);
        ((int)report["tokens"]!).ShouldBe(1);
        (await maker.CountBatchesAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData(Good)]
    [InlineData("\uFEFF" + Good)]
    [InlineData("Serial Number,IMEI\r\nSN-1,\rSN-2,\n\"SN-\"\"3\",\"490154203237518\"")]
    [InlineData("Serial Number,Note\nSN-1,\"a, b\"\n\n")]
    public async Task Marks_and_line_ends_of_every_kind_are_read(string table)
    {
        using var response = await maker.SendAsync(Encode(table), "dryRun=true");

        ((int)(await JsonOf(response))["errorCount"]!).ShouldBe(0);
    }

    [Fact]
    public async Task What_the_table_says_is_listed_found_and_exported()
    {
        using var response = await maker.SendAsync(Encode(Good), "name=March");
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Cancellation));
        var id = (long)(await JsonOf(response))["id"]!;
        await maker.UntilReadyAsync(id);

        var found = await maker.GetAsync($"/static-tokens?batchId={id}&search=BOILER");
        var token = found["items"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)token["serial"], (string?)token["name"]).ShouldBe(("SN-1", "Boiler 1"));
        ((string?)token["metadata"]!["IMEI"]).ShouldBe("490154203237518");
        (await maker.GetAsync($"/static-tokens?batchId={id}&search=nobody"))["items"]!.AsArray().ShouldBeEmpty();

        var lines = (await maker.ExportAsync(id, "format=csv")).Split("\r\n");
        lines[0].ShouldBe("Number,Device Token,QR Token,QR Content,Claim Code,Serial Number,IMEI,Weight,Device Name");
        lines[1].ShouldEndWith(",SN-1,490154203237518,1.5,Boiler 1");
        lines[2].ShouldEndWith(",SN-2,,,");
        var first = JsonNode.Parse((await maker.ExportAsync(id, "format=jsonl")).Split('\n')[0])!;
        ((string?)first["metadata"]!["Serial Number"], (string?)first["name"]).ShouldBe(("SN-1", "Boiler 1"));
        (await maker.ExportAsync(id, "format=zip&images=Serial")).ShouldContain("qr/SN-2.png");
    }

    [Fact]
    public async Task The_same_key_gives_the_same_batch_and_another_table_is_refused()
    {
        using var first = await maker.SendAsync(Encode(Good), "idempotencyKey=once");
        using var again = await maker.SendAsync(Encode(Good), "idempotencyKey=once");
        using var other = await maker.SendAsync(Encode(Good.Replace("SN-2", "SN-3")), "idempotencyKey=once");

        ((long)(await JsonOf(again))["id"]!).ShouldBe((long)(await JsonOf(first))["id"]!);
        other.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        ((string?)(await JsonOf(other))["code"]).ShouldBe("idempotency_key_used");
    }

    [Fact]
    public async Task An_unknown_template_and_another_kind_of_body_are_refused()
    {
        using var unknown = await maker.SendAsync(Encode(Good), template: "TMPLnobody123");
        using var json = await maker.SendAsync("{}"u8.ToArray(), type: "application/json");

        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        json.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    // \u00FF stands for a byte that UTF-8 never has.
    private static byte[] Encode(string table) =>
        [
            .. table
                .Split('\u00FF')
                .SelectMany(
                    (part, index) => (byte[])[.. index == 0 ? [] : new byte[] { 0xFF }, .. Encoding.UTF8.GetBytes(part)]
                ),
        ];

    private static async Task<JsonNode> JsonOf(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;

    /// <summary>A cloud with a maker who has one template.</summary>
    public sealed class Maker : IAsyncLifetime
    {
        private WholeCloud _cloud = null!;
        private string _token = "";
        private TemplateId _template;

        public async ValueTask InitializeAsync()
        {
            _cloud = await WholeCloud.StartAsync();
            await _cloud.AddPersonAsync("ann@example.com", Role.Admin, OrganisationId.Root);
            _token = await _cloud.SignInAsync("ann@example.com");
            var catalog = _cloud.Get<ITemplateCatalog>();
            var made = await catalog.CreateAsync(OrganisationId.Root, new TemplateDraft("Boiler"), Cancellation);
            _template = made.Value.Id;
            foreach (
                var (name, type) in new[]
                {
                    ("Serial Number", MetadataType.Text),
                    ("IMEI", MetadataType.Imei),
                    ("SIM", MetadataType.Iccid),
                    ("MAC", MetadataType.Text),
                    ("Weight", MetadataType.Number),
                    ("Note", MetadataType.Text),
                }
            )
            {
                var draft = new MetadataFieldDraft(name, type, null, null, null);
                (
                    await catalog.AddMetadataFieldAsync(OrganisationId.Root, _template, draft, Cancellation)
                ).Refusal.ShouldBeNull();
            }
        }

        public async Task<HttpResponseMessage> SendAsync(
            byte[] table,
            string query = "",
            string? template = null,
            string type = "text/csv"
        )
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post,
                $"/api/v1/static-batches/import?templateId={template ?? _template.Value}&{query}"
            );
            request.Content = new ByteArrayContent(table)
            {
                Headers = { ContentType = new MediaTypeHeaderValue(type) },
            };
            return await SendAsync(request);
        }

        public async Task<JsonNode> GetAsync(string path)
        {
            using var response = await _cloud.CallAsync(_token, HttpMethod.Get, path);
            return await JsonOf(response);
        }

        public async Task<int> CountBatchesAsync() =>
            (await GetAsync("/static-batches?limit=1000"))["items"]!.AsArray().Count;

        public async Task UntilReadyAsync(long id)
        {
            while ((string?)(await GetAsync($"/static-batches/{id}"))["state"] != "Ready")
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }

        public async Task<string> ExportAsync(long id, string query)
        {
            using var response = await _cloud.CallAsync(
                _token,
                HttpMethod.Post,
                $"/static-batches/{id}/export?{query}"
            );
            return Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync(Cancellation));
        }

        public ValueTask DisposeAsync() => _cloud.DisposeAsync();

        private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
            return await _cloud.Http.SendAsync(request, Cancellation);
        }
    }
}
