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
        var group = new Command("workbench", "The virtual room: devices to touch, networks to switch.")
        {
            Workbench,
            Add(run),
        };
        foreach (var command in WorkbenchDeviceCommands.All(run, Workbench))
            group.Add(command);
        group.Add(WorkbenchNetworkCommand.Create(run, Workbench));
        return group.ListedBy(List(run));
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
                        screen.Line("");
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
        var tls = new Option<bool>("--tls")
        {
            Description = "Firmware built for TLS. Default: as the workbench can trust the cloud.",
        };
        var plain = new Option<bool>("--plain") { Description = "Firmware built without TLS." };
        var behaviour = new Option<string?>("--behaviour") { Description = "thermostat (default) or silent." };
        behaviour.AcceptOnlyFromAmong("thermostat", "silent");
        var command = new Command("add", "Put a new device into the room and switch it on.")
        {
            name,
            template,
            templateName,
            firmware,
            tls,
            plain,
            behaviour,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(tls) && result.GetValue(plain))
                result.AddError("Firmware is built --tls or --plain, not both.");
        });
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
                    tls = call.Value(tls) ? true
                    : call.Value(plain) ? false
                    : (bool?)null,
                    behaviour = call.Value(behaviour),
                };
                var device = await call.OpenWorkbench(Workbench)
                    .SendAsync(HttpMethod.Post, "/devices", draft, cancellation);
                call.Show(device, screen => screen.Line($"Device {device.Text("id")} is in the room and switched on."));
            }
        );
        return command;
    }
}
