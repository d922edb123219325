using System.CommandLine;
using System.Text.Json;
using Firstlight.Cli.Output;
using Firstlight.Cli.Room;

namespace Firstlight.Cli.Commands;

/// <summary>
/// <c>firstlight workbench remove | press | power | light | log</c>: hands on one device of the virtual room. Where there is only one, it
/// need not be named.
/// </summary>
internal static class WorkbenchDeviceCommands
{
    public static IEnumerable<Command> All(CommandRunner run, Option<Uri?> workbench) =>
        [
            Remove(run, workbench),
            Press(run, workbench),
            Power(run, workbench),
            Light(run, workbench),
            Log(run, workbench),
        ];

    private static Command Remove(CommandRunner run, Option<Uri?> workbench)
    {
        var device = Device();
        var command = new Command("remove", "Take a device out of the room, flash included.") { device };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var room = call.OpenWorkbench(workbench);
                var id = await ChooseAsync(room, call.Optional(device), cancellation);
                var answer = await room.SendAsync(HttpMethod.Delete, Path(id), null, cancellation);
                call.Show(answer, screen => screen.Line($"Device {id} is gone."));
            }
        );
        return command;
    }

    private static Command Press(CommandRunner run, Option<Uri?> workbench)
    {
        var device = Device();
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long to hold it; 10 and more resets the device.",
            DefaultValueFactory = _ => 10,
        };
        var command = new Command("press", "Hold a device's reset button.") { device, seconds };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var room = call.OpenWorkbench(workbench);
                var id = await ChooseAsync(room, call.Optional(device), cancellation);
                var hand = new { heldSeconds = call.Value(seconds) };
                var answer = await room.SendAsync(HttpMethod.Post, Path(id) + "/button", hand, cancellation);
                call.Show(answer, screen => screen.Line($"The button of {id} was held for {hand.heldSeconds} s."));
            }
        );
        return command;
    }

    private static Command Power(CommandRunner run, Option<Uri?> workbench)
    {
        // One argument of one or two words: the device may be left out, and what is left is not a device.
        var words = new Argument<string[]>("[device] on|off")
        {
            Description = "The device's id, when there are several; on boots it, off is a power cut.",
            Arity = new ArgumentArity(1, 2),
            HelpName = "[device] on|off",
        };
        words.CompletionSources.Add("on", "off");
        words.Validators.Add(result =>
        {
            var last = result.Tokens[^1].Value;
            if (last is not ("on" or "off"))
                result.AddError($"\"{last}\" is neither on nor off.");
        });
        var command = new Command("power", "Pull or put a device's plug.") { words };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var (named, to) = call.Value(words) is [var device, var last]
                    ? (device, last)
                    : (null, call.Value(words)[0]);
                var room = call.OpenWorkbench(workbench);
                var id = await ChooseAsync(room, named, cancellation);
                var plug = new { on = to == "on" };
                var answer = await room.SendAsync(HttpMethod.Post, Path(id) + "/power", plug, cancellation);
                call.Show(answer, screen => screen.Line($"Device {id} is {to}."));
            }
        );
        return command;
    }

    private static Command Light(CommandRunner run, Option<Uri?> workbench)
    {
        var device = Device();
        var command = new Command("light", "What a device's status light shows.") { device };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var room = call.OpenWorkbench(workbench);
                var id = await ChooseAsync(room, call.Optional(device), cancellation);
                var answer = await room.SendAsync(HttpMethod.Get, Path(id), null, cancellation);
                var light = answer.TryGetProperty("light", out var pattern) ? pattern : default;
                call.Show(light, screen => screen.Line(light.Text("description")));
            }
        );
        return command;
    }

    private static Command Log(CommandRunner run, Option<Uri?> workbench)
    {
        var device = Device();
        var command = new Command("log", "What a device wrote to its serial port.") { device };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var room = call.OpenWorkbench(workbench);
                var id = await ChooseAsync(room, call.Optional(device), cancellation);
                var log = await room.SendAsync(HttpMethod.Get, Path(id) + "/log", null, cancellation);
                call.Show(
                    log,
                    screen =>
                    {
                        foreach (var line in log.Items("lines"))
                            screen.Line($"{line.Time("at")}  {line.Text("text")}");
                    }
                );
            }
        );
        return command;
    }

    /// <exception cref="CommandFailure">Nobody named a device and there is not exactly one.</exception>
    private static async Task<string> ChooseAsync(WorkbenchClient room, string? named, CancellationToken cancellation)
    {
        if (named is not null)
            return named;
        var devices = await room.SendAsync(HttpMethod.Get, "/devices", null, cancellation);
        return devices.Items().ToArray() switch
        {
            [var only] => only.Text("id"),
            [] => throw new CommandFailure(
                ExitCodes.NotFound,
                "There is no device in the room.",
                "Put one in: firstlight workbench add NAME --template TMPL…"
            ),
            var several => throw new CommandFailure(
                ExitCodes.Usage,
                $"There are {several.Length} devices in the room.",
                $"Name one: {string.Join(", ", several.Select(Describe))}"
            ),
        };
    }

    private static string Describe(JsonElement device) => $"{device.Text("id")} ({device.Text("name")})";

    private static Argument<string?> Device() =>
        new("device")
        {
            Description = "The device's id in the room; needed when there are several.",
            Arity = ArgumentArity.ZeroOrOne,
        };

    private static string Path(string id) => "/devices/" + Uri.EscapeDataString(id);
}
