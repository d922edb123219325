using System.Globalization;
using System.Text;
using Firstlight.Cli.Cloud;
using Firstlight.Cli.Tests.Peers;
using Firstlight.TestKit;

namespace Firstlight.Cli.Tests.Commands;

public sealed class TokenImportCommandTests : IDisposable
{
    private const string Good = "Serial Number,Box\nSN-1,A\nSN-2,B\n";

    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_table_is_uploaded_and_ordered_from()
    {
        await using var importer = await ScriptedImporter.StartAsync();

        var run = await RunAsync(importer, Good, "--idempotency-key", "po-7", "--map", "Box=Crate=Number");

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Error);
        run.Output.ShouldContain("Batch 5 \"Meters\": 2 of 2 tokens, Ready.");
        importer.Received.ShouldBe(Good);
        importer
            .Requests.Take(3)
            .ShouldBe([
                "POST /api/v1/uploads",
                "PATCH /api/v1/uploads/5eed",
                "POST /api/v1/static-batches/import?templateId=TMPLthermo01&idempotencyKey=po-7&uploadId=5eed&map=Box%3ACrate%3DNumber",
            ]);
        importer.Requests.ShouldNotContain("DELETE /api/v1/uploads/5eed");
    }

    [Fact]
    public async Task A_dry_run_tells_where_columns_go_and_leaves_nothing_behind()
    {
        await using var importer = await ScriptedImporter.StartAsync();

        var run = await RunAsync(importer, Good, "--dry-run");
        var json = await RunAsync(importer, Good, "--dry-run", "--json");

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Error);
        run.Output.ShouldContain("Box");
        run.Output.ShouldContain("(nothing)");
        run.Output.ShouldContain("2 rows, 2 tokens would be made.");
        importer.Requests.ShouldContain("DELETE /api/v1/uploads/5eed");
        json.Json.GetProperty("tokens").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Errors_are_told_by_row_and_column_and_nothing_is_left_behind()
    {
        await using var importer = await ScriptedImporter.StartAsync();

        var run = await RunAsync(importer, importer.DamagedTable);

        run.ExitCode.ShouldBe(ExitCodes.Refused);
        run.Output.ShouldContain("Row 2 has it already.");
        run.Error.ShouldContain("The table has 1 errors; nothing was made.");
        importer.Requests.ShouldContain("DELETE /api/v1/uploads/5eed");
    }

    [Fact]
    public async Task After_a_broken_connection_it_goes_on_where_it_was()
    {
        await using var importer = await ScriptedImporter.StartAsync();
        (importer.Breaks, importer.BytesBeforeBreak) = (1, 300_000);
        var table = LongTable();

        var run = await RunAsync(importer, table);

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Error);
        importer.Received.ShouldBe(table);
        importer.Requests.Count(request => request.StartsWith("PATCH", StringComparison.Ordinal)).ShouldBe(2);
        importer.Requests.ShouldContain("HEAD /api/v1/uploads/5eed");
        run.Error.ShouldContain("The connection broke once; the upload went on where it was.");
    }

    [Fact]
    public async Task It_gives_up_after_a_bounded_number_of_tries_without_progress_and_says_so()
    {
        await using var importer = await ScriptedImporter.StartAsync();
        (importer.Breaks, importer.BytesBeforeBreak) = (100, 0);
        var time = new ManualTime();
        _desk.Time = time;

        var running = RunAsync(importer, Good);
        while (!running.IsCompleted)
        {
            if (time.WaitingTimers > 0)
                time.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        var run = await running;
        run.ExitCode.ShouldBe(ExitCodes.CloudUnreachable);
        run.Error.ShouldContain($"The upload was given up at 0 of {Good.Length} bytes");
        run.Error.ShouldContain("run the command again");
        (100 - importer.Breaks).ShouldBe(1 + TableUpload.FailuresMax);
        importer.Requests.ShouldNotContain(request => request.Contains("import", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_is_told_and_not_tried_again()
    {
        await using var importer = await ScriptedImporter.StartAsync();

        var run = await RunAsync(importer, "");

        run.ExitCode.ShouldBe(ExitCodes.Refused);
        run.Error.ShouldContain("An empty table is of no use.");
        importer.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_file_that_is_not_there_and_a_map_without_a_field_are_refused_before_anything_is_sent()
    {
        await using var importer = await ScriptedImporter.StartAsync();

        var map = await RunAsync(importer, Good, "--map", "Box");
        File.Delete(TableFile);
        var nothing = await RunAsync(importer, table: null);

        map.ExitCode.ShouldBe(ExitCodes.Usage);
        map.Error.ShouldContain("COLUMN=FIELD");
        nothing.ExitCode.ShouldBe(ExitCodes.Usage);
        nothing.Error.ShouldContain("units.csv cannot be read");
        importer.Requests.ShouldBeEmpty();
    }

    private string TableFile => Path.Combine(_desk.SettingsFolder, "units.csv");

    private static string LongTable()
    {
        var table = new StringBuilder("Serial Number\n");
        for (var row = 0; row < 100_000; row++)
            table.Append(CultureInfo.InvariantCulture, $"SN-{row}\n");
        return table.ToString();
    }

    private async Task<CommandRun> RunAsync(ScriptedImporter importer, string? table, params string[] more)
    {
        if (table is not null)
            await File.WriteAllTextAsync(TableFile, table, TestContext.Current.CancellationToken);
        _desk.Variables["FIRSTLIGHT_CLOUD"] = importer.Address.ToString();
        _desk.Variables["FIRSTLIGHT_TOKEN"] = ScriptedImporter.AccessToken;
        return await _desk.RunAsync(["tokens", "import", TableFile, "-t", "TMPLthermo01", .. more]);
    }
}
