using System.CommandLine;
using System.Text.Json;
using Firstlight.Cli.Cloud;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight tokens import</c>: a token for each row of a table.</summary>
internal static class TokenImportCommand
{
    public static Command Create(CommandRunner run)
    {
        var table = new Argument<FileInfo>("table") { Description = "A CSV file whose first row names the columns." };
        var template = new Option<string>("--template", "-t") { Description = "Its template's id.", Required = true };
        var map = new Option<string[]>("--map", "-m")
        {
            Description = "Which field a column fills; nothing behind the = for none. As often as needed.",
            HelpName = "COLUMN=FIELD",
        };
        var name = new Option<string?>("--name", "-n") { Description = "What people call the batch." };
        var key = new Option<string?>("--idempotency-key")
        {
            Description = "Names this order: given again, it makes nothing and shows the same batch.",
            HelpName = "KEY",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tell what would be made." };
        var noWait = new Option<bool>("--no-wait") { Description = "Do not wait until all tokens are made." };
        var command = new Command("import", "Order a static token for each row of a table.")
        {
            table,
            template,
            map,
            name,
            key,
            dryRun,
            noWait,
        };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var cloud = call.OpenCloud();
                // Before the table goes over the line.
                var pairs = (call.Value(map) ?? []).Select(pair => ("map", (string?)PairOf(pair))).ToArray();
                var upload = await SendAsync(call, cloud, call.Value(table)!, cancellation);
                var query = Query.Of([
                    ("templateId", call.Value(template)),
                    ("name", call.Value(name)),
                    ("idempotencyKey", call.Value(key)),
                    ("dryRun", call.Value(dryRun) ? "true" : null),
                    ("uploadId", upload),
                    .. pairs,
                ]);
                var answer = await cloud.OrderAsync("/static-batches/import" + query, cancellation);
                var isRefused = answer.TryGetProperty("report", out var refused);
                if (isRefused || call.Value(dryRun))
                    await cloud.DiscardAsync(upload, cancellation);
                if (isRefused)
                    ShowReport(call, refused);
                else if (call.Value(dryRun))
                    ShowReport(call, answer);
                else
                    await TokenBatchCommands.FollowAsync(call, cloud, answer, call.Value(noWait), cancellation);
            }
        );
        return command;
    }

    // The cloud divides at a colon, because columns and fields may well have an equals sign.
    private static string PairOf(string pair) =>
        pair.IndexOf('=') is var divider and > 0
            ? $"{pair[..divider]}:{pair[(divider + 1)..]}"
            : throw new CommandFailure(
                ExitCodes.Usage,
                $"'{pair}' is no COLUMN=FIELD.",
                "For example: --map SN=\"Serial Number\""
            );

    private static async Task<string> SendAsync(
        Call call,
        CloudClient cloud,
        FileInfo table,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var file = table.OpenRead();
            var (upload, breaks) = ("", 0);
            await call.Screen.ProgressAsync(
                table.Name,
                (int)Math.Min(file.Length, int.MaxValue),
                async advance =>
                {
                    var shown = 0L;
                    (upload, breaks) = await cloud.UploadAsync(
                        file,
                        call.Surroundings.Time,
                        there =>
                        {
                            advance((int)(there - shown));
                            shown = there;
                        },
                        cancellation
                    );
                }
            );
            if (breaks > 0)
                call.Screen.Remark(
                    $"The connection broke {(breaks == 1 ? "once" : $"{breaks} times")}; the upload went on where it was."
                );
            return upload;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCodes.Usage, $"{table.Name} cannot be read: {fault.Message}");
        }
    }

    private static void ShowReport(Call call, JsonElement report)
    {
        var errors = report.GetProperty("errorCount").GetInt32();
        call.Show(
            report,
            screen =>
            {
                screen.Table(
                    ["column", "goes to"],
                    report
                        .GetProperty("columns")
                        .EnumerateArray()
                        .Select(column =>
                            (string[])
                                [
                                    column.Text("name"),
                                    column.Text("field") is { Length: > 0 } field ? field : "(nothing)",
                                ]
                        )
                );
                if (errors > 0)
                    screen.Table(
                        ["row", "column", "", "what is wrong"],
                        report
                            .GetProperty("errors")
                            .EnumerateArray()
                            .Select(error =>
                                (string[])
                                    [
                                        error.Text("row"),
                                        error.Text("column"),
                                        error.Text("columnName"),
                                        error.Text("message"),
                                    ]
                            )
                    );
                screen.Line($"{report.Text("rows")} rows, {report.Text("tokens")} tokens would be made.");
            }
        );
        if (errors > 0)
            throw new CommandFailure(
                ExitCodes.Refused,
                $"The table has {errors} errors; nothing was made.",
                "Mend them and send it again."
            );
    }
}
