using System.CommandLine;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight workbench …</c>: hands in the virtual room.</summary>
internal static class WorkbenchCommand
{
    private static readonly Option<Uri?> Workbench = CommonOptions.Workbench();

    public static Command Create(CommandRunner run)
    {
        Workbench.Recursive = true;
        return new Command("workbench", "The virtual room: devices to touch, networks to switch.")
        {
            Workbench,
            Add(run),
            Remove(run),
            Press(run),
            Power(run),
            Light(run),
            Log(run),
            WorkbenchNetworkCommand.Create(run, Workbench),
        }.ListedBy(List(run));
    }

    private static Command List(CommandRunner run)
    {
        var command = new Command("list", "Devices and networks in the room.");
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var room = await call.OpenWorkbench(Workbench).SendAsync(HttpMethod.Get, "/room", null, cancellation);
                call.Show(
                    room,
                    screen =>
                    {
                        screen.Table(
                            ["device", "name", "power", "state", "network", "access point"],
                            room.Items("devices")
                                .Select(device =>
                                    (IReadOnlyList<string?>)
                                        [
                                            device.Text("id"),
                                            device.Text("name"),
                                            device.Text("power") is "yes" ? "on" : "off",
                                            device.Text("state"),
                                            device.Text("network"),
                                            device.TryGetProperty("accessPoint", out var point)
                                                ? point.Text("ssid")
                                                : "",
                                        ]
                                )
                        );
                        WorkbenchNetworkCommand.Show(screen, room);
                    }
                );
            }
        );
        return command;
    }

    private static Command Add(CommandRunner run)
    {
        var name = new Argument<string>("name") { Description = "What to call it in the room." };
        var template = new Option<string>("--template", "-t") { Description = "Its template's id.", Required = true };
        var templateName = new Option<string?>("--template-name") { Description = "Its template's name." };
        var firmware = new Option<string?>("--firmware") { Description = "Its firmware version." };
        var tls = new Option<bool>("--tls") { Description = "It speaks TLS to the cloud." };
        var behaviour = new Option<string?>("--behaviour") { Description = "thermostat (default) or silent." };
        behaviour.AcceptOnlyFromAmong("thermostat", "silent");
        var command = new Command("add", "Put a new device into the room and switch it on.")
        {
            name,
            template,
            templateName,
            firmware,
            tls,
            behaviour,
        };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var draft = new
                {
                    name = call.Value(name),
                    templateId = call.Value(template),
                    templateName = call.Value(templateName) ?? call.Value(name),
                    firmwareVersion = call.Value(firmware),
                    tls = call.Value(tls),
                    behaviour = call.Value(behaviour),
                };
                var device = await call.OpenWorkbench(Workbench)
                    .SendAsync(HttpMethod.Post, "/devices", draft, cancellation);
                call.Show(device, screen => screen.Line($"Device {device.Text("id")} is in the room and switched on."));
            }
        );
        return command;
    }

    private static Command Remove(CommandRunner run) =>
        Touch(
            run,
            new Command("remove", "Take a device out of the room, flash included."),
            (_, id) => (HttpMethod.Delete, $"/devices/{id}", null, $"Device {id} is gone.")
        );

    private static Command Press(CommandRunner run)
    {
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long to hold it; 10 and more resets the device.",
            DefaultValueFactory = _ => 10,
        };
        return Touch(
            run,
            new Command("press", "Hold a device's reset button.") { seconds },
            (call, id) =>
                (
                    HttpMethod.Post,
                    $"/devices/{id}/button",
                    new { heldSeconds = call.Value(seconds) },
                    $"The button of {id} was held for {call.Value(seconds)} s."
                )
        );
    }

    private static Command Power(CommandRunner run)
    {
        var to = new Argument<string>("on|off") { Description = "on boots it; off is a power cut." };
        to.AcceptOnlyFromAmong("on", "off");
        var command = new Command("power", "Pull or put a device's plug.");
        return Touch(
            run,
            command,
            (call, id) =>
                (
                    HttpMethod.Post,
                    $"/devices/{id}/power",
                    new { on = call.Value(to) == "on" },
                    $"Device {id} is {call.Value(to)}."
                ),
            to
        );
    }

    private static Command Light(CommandRunner run)
    {
        var id = DeviceId();
        var command = new Command("light", "What a device's status light shows.") { id };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var device = await call.OpenWorkbench(Workbench)
                    .SendAsync(HttpMethod.Get, Path(call.Value(id)), null, cancellation);
                var light = device.TryGetProperty("light", out var pattern) ? pattern : default;
                call.Show(light, screen => screen.Line(light.Text("description")));
            }
        );
        return command;
    }

    private static Command Log(CommandRunner run)
    {
        var id = DeviceId();
        var command = new Command("log", "What a device wrote to its serial port.") { id };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var log = await call.OpenWorkbench(Workbench)
                    .SendAsync(HttpMethod.Get, Path(call.Value(id)) + "/log", null, cancellation);
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

    private static Command Touch(
        CommandRunner run,
        Command command,
        Func<Call, string, (HttpMethod Method, string Path, object? Body, string Done)> describe,
        params ReadOnlySpan<Argument> more
    )
    {
        var id = DeviceId();
        command.Add(id);
        foreach (var argument in more)
            command.Add(argument);
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var (method, path, body, done) = describe(call, Uri.EscapeDataString(call.Value(id)));
                var answer = await call.OpenWorkbench(Workbench).SendAsync(method, path, body, cancellation);
                call.Show(answer, screen => screen.Line(done));
            }
        );
        return command;
    }

    private static Argument<string> DeviceId() => new("device") { Description = "The device's id in the room." };

    private static string Path(string id) => "/devices/" + Uri.EscapeDataString(id);
}
