using System.CommandLine;
using System.Text.Json;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight devices get | put | history</c>: a device's values.</summary>
internal static class DatastreamCommands
{
    public static Command Get(CommandRunner run)
    {
        var id = DevicesCommand.DeviceId();
        var pin = new Argument<string?>("pin")
        {
            Description = "Only this virtual pin, such as V0; prints the bare value.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("get", "The last value of every datastream, or of one.") { id, pin };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var values = await call.OpenCloud().GetAsync($"/devices/{call.Value(id)}/datastreams", cancellation);
                if (call.Optional(pin) is { } wanted)
                {
                    var one = Find(values, wanted);
                    call.Show(one, screen => screen.Line(one.Text("value")));
                    return;
                }

                call.Show(
                    values,
                    screen =>
                        screen.Table(
                            ["pin", "name", "value", "updated"],
                            values
                                .Items()
                                .Select(value =>
                                    (IReadOnlyList<string?>)
                                        [
                                            $"V{value.Text("pin")}",
                                            value.Text("name"),
                                            value.Text("value"),
                                            value.Time("updatedAt"),
                                        ]
                                )
                        )
                );
            }
        );
        return command;
    }

    public static Command Put(CommandRunner run)
    {
        var id = DevicesCommand.DeviceId();
        var pin = Pin();
        var value = new Argument<string>("value") { Description = "The new value." };
        var command = new Command("put", "Write a value; a connected device gets it at once.") { id, pin, value };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var answer = await call.OpenCloud()
                    .SendAsync(
                        HttpMethod.Put,
                        Path(call.Value(id), call.Value(pin)),
                        new { value = NumberOrText(call.Value(value)) },
                        cancellation
                    );
                call.Show(
                    answer,
                    screen =>
                        screen.Line(
                            answer.Text("delivered") == "no"
                                ? "Stored. The device is not connected and gets it when it is."
                                : "Stored and sent."
                        )
                );
            }
        );
        return command;
    }

    public static Command History(CommandRunner run)
    {
        var id = DevicesCommand.DeviceId();
        var pin = Pin();
        var from = new Option<DateTimeOffset?>("--from") { Description = "Points from this time on (ISO 8601)." };
        var to = new Option<DateTimeOffset?>("--to") { Description = "Points before this time (ISO 8601)." };
        var limit = new Option<int?>("--limit") { Description = "Points per page." };
        var cursor = new Option<string?>("--cursor") { Description = "Where the page begins, from the page before." };
        var command = new Command("history", "Stored points of a datastream.") { id, pin, from, to, limit, cursor };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var query = Query.Of(
                    ("from", call.Value(from)?.ToString("O")),
                    ("to", call.Value(to)?.ToString("O")),
                    ("limit", call.Value(limit)?.ToString()),
                    ("cursor", call.Value(cursor))
                );
                var path = $"{Path(call.Value(id), call.Value(pin))}/history{query}";
                var page = await call.OpenCloud().GetAsync(path, cancellation);
                call.Show(
                    page,
                    screen =>
                    {
                        screen.Table(
                            ["at", "value"],
                            page.Items()
                                .Select(point => (IReadOnlyList<string?>)[point.Time("at"), point.Text("value")])
                        );
                        if (page.Text("next") is { Length: > 0 } next)
                            screen.Line($"There are more: --cursor {next}");
                    }
                );
            }
        );
        return command;
    }

    private static Argument<string> Pin() => new("pin") { Description = "The virtual pin, such as V1." };

    private static string Path(long device, string pin) => $"/devices/{device}/datastreams/{Uri.EscapeDataString(pin)}";

    private static JsonElement Find(JsonElement values, string pin)
    {
        foreach (var value in values.Items())
        {
            if (Number(value.Text("pin")).Equals(Number(pin), StringComparison.OrdinalIgnoreCase))
                return value;
        }

        throw new CommandFailure(ExitCodes.NotFound, $"The device has no datastream on {pin}.");

        static string Number(string text) => text.TrimStart('v', 'V');
    }

    // "21.5" goes out as a number and "on" as text; the cloud checks either against the datastream's type.
    private static object NumberOrText(string text)
    {
        try
        {
            var parsed = JsonElement.Parse(text);
            return parsed.ValueKind is JsonValueKind.Number ? parsed : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
