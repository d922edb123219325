using System.CommandLine;
using System.Text.Json;
using Firstlight.Cli.Cloud;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight tokens create | cancel</c>: a batch from the order to its last token.</summary>
internal static class TokenBatchCommands
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(300);

    public static Command CreateBatch(CommandRunner run)
    {
        var template = new Option<string>("--template", "-t") { Description = "Its template's id.", Required = true };
        var count = new Option<int>("--count", "-c") { Description = "How many tokens.", Required = true };
        var name = new Option<string?>("--name", "-n") { Description = "What people call the batch." };
        var key = new Option<string?>("--idempotency-key")
        {
            Description = "Names this order: given again, it makes nothing and shows the same batch.",
            HelpName = "KEY",
        };
        var noWait = new Option<bool>("--no-wait") { Description = "Do not wait until all tokens are made." };
        var command = new Command("create", "Order static tokens, and watch them being made.")
        {
            template,
            count,
            name,
            key,
            noWait,
        };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var cloud = call.OpenCloud();
                var order = new
                {
                    templateId = call.Value(template),
                    count = call.Value(count),
                    name = call.Value(name),
                    idempotencyKey = call.Value(key),
                };
                var batch = await cloud.PostAsync("/static-batches", order, cancellation);
                await FollowAsync(call, cloud, batch, call.Value(noWait), cancellation);
            }
        );
        return command;
    }

    /// <summary>Shows an ordered batch, and before that how it is made.</summary>
    public static async Task FollowAsync(
        Call call,
        CloudClient cloud,
        JsonElement batch,
        bool noWait,
        CancellationToken cancellation
    )
    {
        if (!noWait)
            batch = await WatchAsync(call, cloud, batch, cancellation);
        call.Show(
            batch,
            screen =>
                screen.Line(
                    $"Batch {batch.Text("id")} \"{batch.Text("name")}\": {batch.Text("made")} of {batch.Text("count")} "
                        + $"tokens, {batch.Text("state")}. Take it away: firstlight tokens export {batch.Text("id")}"
                )
        );
        if (batch.Text("state") is "Cancelling" or "Cancelled")
            throw new CommandFailure(ExitCodes.Refused, $"Batch {batch.Text("id")} was cancelled.");
    }

    public static Command Cancel(CommandRunner run)
    {
        var id = TokensCommand.BatchId();
        var command = new Command("cancel", "Stop a batch that is being made; none of its tokens remains.") { id };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var path = $"/static-batches/{call.Value(id)}/cancel";
                var batch = await call.OpenCloud().SendAsync(HttpMethod.Post, path, null, cancellation);
                call.Show(batch, screen => screen.Line($"Batch {call.Value(id)} is cancelled."));
            }
        );
        return command;
    }

    // Ctrl-C ends the watching, not the batch: the cloud makes it by itself.
    private static async Task<JsonElement> WatchAsync(
        Call call,
        CloudClient cloud,
        JsonElement batch,
        CancellationToken cancellation
    )
    {
        var id = batch.Text("id");
        await call.Screen.ProgressAsync(
            $"Batch {id}",
            batch.GetProperty("count").GetInt32(),
            async advance =>
            {
                var told = 0;
                while (batch.Text("state") == "Making")
                {
                    await Task.Delay(LookInterval, call.Surroundings.Time, cancellation);
                    batch = await cloud.GetAsync($"/static-batches/{id}", cancellation);
                    var made = batch.GetProperty("made").GetInt32();
                    advance(made - told);
                    told = made;
                }
            }
        );
        return batch;
    }
}
