using System.CommandLine;
using System.Text.Json;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight tokens …</c>: static tokens in batches.</summary>
internal static class TokensCommand
{
    public static Command Create(CommandRunner run) =>
        new Command("tokens", "Static tokens, made in batches; without a further word, the list of batches.")
        {
            TokenBatchCommands.CreateBatch(run),
            TokenImportCommand.Create(run),
            Show(run),
            TokenExportCommand.Create(run),
            TokenBatchCommands.Cancel(run),
            Units(run),
            Release(run),
            Delete(run),
        }.ListedBy(List(run));

    public static Argument<long> BatchId() => new("batch") { Description = "The batch's number." };

    private static Argument<long> TokenId() =>
        new("token") { Description = "The token's number, as tokens units lists it." };

    private static Command List(CommandRunner run)
    {
        var limit = new Option<int?>("--limit") { Description = "Batches per page." };
        var cursor = new Option<string?>("--cursor") { Description = "Where the page begins, from the page before." };
        var command = new Command("list", "A page of batches, newest first.") { limit, cursor };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var query = Query.Of(("limit", call.Value(limit)?.ToString()), ("cursor", call.Value(cursor)));
                var page = await call.OpenCloud().GetAsync("/static-batches" + query, cancellation);
                call.Show(
                    page,
                    screen =>
                        ShowPage(
                            screen,
                            page,
                            ["id", "name", "template", "made", "of", "state"],
                            ["id", "name", "templateId", "made", "count", "state"]
                        )
                );
            }
        );
        return command;
    }

    private static Command Show(CommandRunner run)
    {
        var id = BatchId();
        var command = new Command("show", "One batch and how far it is.") { id };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var batch = await call.OpenCloud().GetAsync($"/static-batches/{call.Value(id)}", cancellation);
                call.Show(
                    batch,
                    screen =>
                        screen.Table(
                            ["", ""],
                            batch
                                .EnumerateObject()
                                .Select(member =>
                                    (string[])
                                        [
                                            member.Name,
                                            member.Name == "createdAt"
                                                ? batch.Time(member.Name)
                                                : batch.Text(member.Name),
                                        ]
                                )
                        )
                );
            }
        );
        return command;
    }

    private static Command Units(CommandRunner run)
    {
        var id = BatchId();
        var state = new Option<string?>("--state") { Description = "Only these." };
        state.AcceptOnlyFromAmong("Unclaimed", "Claimed");
        var search = new Option<string?>("--search")
        {
            Description = "Only units whose name or metadata contain this.",
        };
        var limit = new Option<int?>("--limit") { Description = "Tokens per page." };
        var cursor = new Option<string?>("--cursor") { Description = "Where the page begins, from the page before." };
        var command = new Command("units", "A page of a batch's tokens, without their secrets.")
        {
            id,
            state,
            search,
            limit,
            cursor,
        };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var query = Query.Of(
                    ("batchId", call.Value(id).ToString()),
                    ("state", call.Value(state)),
                    ("search", call.Value(search)),
                    ("limit", call.Value(limit)?.ToString()),
                    ("cursor", call.Value(cursor))
                );
                var page = await call.OpenCloud().GetAsync("/static-tokens" + query, cancellation);
                call.Show(
                    page,
                    screen =>
                        ShowPage(
                            screen,
                            page,
                            ["token", "number", "serial", "name", "state", "device", "claimed by"],
                            ["id", "number", "serial", "name", "state", "deviceId", "claimedBy"]
                        )
                );
            }
        );
        return command;
    }

    private static Command Release(CommandRunner run)
    {
        var id = TokenId();
        var erase = new Option<bool>("--erase") { Description = "Remove the device and its data, too." };
        var command = new Command("release", "End a claim: the unit can be claimed again.") { id, erase };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var path = $"/static-tokens/{call.Value(id)}/release" + (call.Value(erase) ? "?erase=true" : "");
                var answer = await call.OpenCloud().SendAsync(HttpMethod.Post, path, null, cancellation);
                call.Show(answer, screen => screen.Line($"Token {call.Value(id)} can be claimed again."));
            }
        );
        return command;
    }

    private static Command Delete(CommandRunner run)
    {
        var id = TokenId();
        var command = new Command("delete", "Delete a token and its device: the unit can never connect again.") { id };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var path = $"/static-tokens/{call.Value(id)}";
                var answer = await call.OpenCloud().SendAsync(HttpMethod.Delete, path, null, cancellation);
                call.Show(answer, screen => screen.Line($"Token {call.Value(id)} is deleted."));
            }
        );
        return command;
    }

    private static void ShowPage(Screen screen, JsonElement page, string[] columns, string[] members)
    {
        screen.Table(columns, page.Items().Select(item => (string[])[.. members.Select(member => item.Text(member))]));
        if (page.Text("next") is { Length: > 0 } next)
            screen.Line($"There are more: --cursor {next}");
    }
}
