using System.CommandLine;
using Firstlight.Cli.Cloud;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight tokens export</c>: a batch with its secrets, into a file of its owner alone.</summary>
internal static class TokenExportCommand
{
    public static Command Create(CommandRunner run)
    {
        var id = TokensCommand.BatchId();
        var format = new Option<string>("--format", "-f")
        {
            Description = "csv, jsonl, zip (the csv and QR codes) or pdf (label sheets).",
            DefaultValueFactory = _ => "csv",
        };
        format.AcceptOnlyFromAmong("csv", "jsonl", "zip", "pdf");
        var file = new Option<string?>("--out", "-o")
        {
            Description = "The file. Default: batch-ID and the format.",
            HelpName = "FILE",
        };
        var from = new Option<int?>("--from") { Description = "The first unit's number in the batch." };
        var to = new Option<int?>("--to") { Description = "The last unit's number." };
        var images = new Option<string?>("--images")
        {
            Description = "What pictures in the zip are called: number, or authtoken (secrets as names).",
        };
        var paper = new Option<string?>("--paper")
        {
            Description = "The labels' paper, such as L7160, Letter5160 or Roll62x29.",
        };
        var skip = new Option<int?>("--skip") { Description = "Labels of the first page that are used up." };
        var title = new Option<string?>("--title")
        {
            Description = "What labels call the product. Default: the template's name.",
        };
        var command = new Command("export", "Write a batch with its secrets (noted in the audit log).")
        {
            id,
            format,
            file,
            from,
            to,
            images,
            paper,
            skip,
            title,
        };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var query = Query.Of(
                    ("format", call.Value(format)),
                    ("from", call.Value(from)?.ToString()),
                    ("to", call.Value(to)?.ToString()),
                    ("images", call.Value(images)),
                    ("paper", call.Value(paper)),
                    ("skip", call.Value(skip)?.ToString()),
                    ("title", call.Value(title))
                );
                var path = call.Value(file) ?? $"batch-{call.Value(id)}.{call.Value(format)}";
                var cloud = call.OpenCloud();
                var bytes = await WholeFile.WriteAsync(
                    path,
                    body => cloud.DownloadAsync($"/static-batches/{call.Value(id)}/export{query}", body, cancellation)
                );
                if (call.Json)
                    call.Screen.WriteJson(new { file = path, bytes });
                else
                    call.Screen.Line($"{path}, {bytes:N0} bytes. It holds secrets; only you can read it.");
            }
        );
        return command;
    }
}
