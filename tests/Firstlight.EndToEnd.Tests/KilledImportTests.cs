using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The cloud is killed while it takes in a table: afterwards all of it is there or nothing, and the same key brings all of it.</summary>
public sealed class KilledImportTests(ITestOutputHelper output)
{
    private const int Rows = 60_000;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_while_it_takes_in_a_table_the_cloud_has_all_of_it_or_nothing()
    {
        var kills = TestMode.Times(bounded: 3, full: 30);
        var seed = TestMode.Seed();
        output.WriteLine($"seed {seed}, {kills} kills");
        var random = new Random(seed);
        using var scratch = new Scratch();
        var table = MakeTable();
        var template = "";
        for (var round = 0; round < kills; round++)
        {
            await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
            using var api = await RestClient.SignInAsync(cloud, Cancellation);
            if (round == 0)
                template = await MakeTemplateAsync(api);
            await CheckAllOrNothingAsync(api);
            var sending = SendAsync(api, template, table, key: $"order-{round}");
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(50, 1_500)), TimeProvider.System, Cancellation);
            await cloud.KillAsync();
            output.WriteLine($"killed; it had {(await WasAnsweredAsync(sending) ? "" : "not ")}answered");
        }

        await using var survivor = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var survivorApi = await RestClient.SignInAsync(survivor, Cancellation);
        await CheckAllOrNothingAsync(survivorApi);
        var last = $"order-{kills - 1}";
        var first = await SendAsync(survivorApi, template, table, last);
        var again = await SendAsync(survivorApi, template, table, last);

        again.ShouldBe(first);
        var units = await survivorApi.ExportUnitsAsync(first, Cancellation);
        units
            .Select(unit => unit["metadata"]!["Serial Number"]!.GetValue<string>())
            .ShouldBe(Enumerable.Range(1, Rows).Select(SerialOf));
        Directory.GetFiles(Path.Combine(scratch.Path, "spool")).ShouldBeEmpty();
    }

    // A batch gets ready with all its units, or is cancelled with none.
    private static async Task CheckAllOrNothingAsync(RestClient api)
    {
        await Until.TrueAsync(
            async () => (await BatchesAsync(api)).All(batch => StateOf(batch) is "Ready" or "Cancelled"),
            "every batch is ready or gone",
            Cancellation
        );
        foreach (var batch in (await BatchesAsync(api)).Where(batch => StateOf(batch) == "Ready"))
        {
            var last = $"api/v1/static-tokens?batchId={batch["id"]}&search={SerialOf(Rows)}";
            (await api.GetAsync(last, Cancellation))["items"]!.AsArray().Count.ShouldBe(1);
            batch["made"]!.GetValue<int>().ShouldBe(Rows);
        }
    }

    private static async Task<IReadOnlyList<JsonNode>> BatchesAsync(RestClient api) =>
        [.. (await api.GetAsync("api/v1/static-batches", Cancellation))["items"]!.AsArray().Select(batch => batch!)];

    private static string StateOf(JsonNode batch) => batch["state"]!.GetValue<string>();

    private static async Task<string> MakeTemplateAsync(RestClient api)
    {
        var template = await api.CreateTemplateAsync("Boiler", Cancellation);
        var field = new { name = "Serial Number", type = "Text" };
        using var added = await api.Http.PostAsJsonAsync(
            $"api/v1/templates/{template}/metadata-fields",
            field,
            Cancellation
        );
        added.EnsureSuccessStatusCode();
        return template;
    }

    private static async Task<long> SendAsync(RestClient api, string template, byte[] table, string key)
    {
        using var body = new ByteArrayContent(table);
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var response = await api.Http.PostAsync(
            $"api/v1/static-batches/import?templateId={template}&idempotencyKey={key}",
            body,
            Cancellation
        );
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["id"]!.GetValue<long>();
    }

    private static async Task<bool> WasAnsweredAsync(Task<long> sending)
    {
        try
        {
            await sending;
            return true;
        }
        catch (HttpRequestException)
        {
            // The cloud was killed under it.
            return false;
        }
    }

    private static byte[] MakeTable()
    {
        var table = new StringBuilder("Serial Number,Device Name\n");
        for (var row = 1; row <= Rows; row++)
            table.Append(CultureInfo.InvariantCulture, $"{SerialOf(row)},Boiler {row}\n");
        return Encoding.UTF8.GetBytes(table.ToString());
    }

    private static string SerialOf(int row) => string.Create(CultureInfo.InvariantCulture, $"SN-{row:D6}");
}
