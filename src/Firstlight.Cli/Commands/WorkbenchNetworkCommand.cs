using System.CommandLine;
using System.Text.Json;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight workbench network …</c>: the routers of the virtual room.</summary>
internal static class WorkbenchNetworkCommand
{
    public static Command Create(CommandRunner run, Option<Uri?> workbench) =>
        new Command("network", "Networks in the room's air.")
        {
            Add(run, workbench),
            Remove(run, workbench),
            Change(run, workbench, "on", "Switch a router on.", new { on = true }),
            Change(run, workbench, "off", "Switch a router off.", new { on = false }),
            Password(run, workbench),
        }.ListedBy(List(run, workbench));

    public static void Show(Screen screen, JsonElement networks) =>
        screen.Table(
            ["network", "security", "signal", "channel", "router"],
            networks
                .Items("networks")
                .Select(network =>
                    (IReadOnlyList<string?>)
                        [
                            network.Text("ssid"),
                            network.Text("security"),
                            network.Text("rssi") + " dBm",
                            network.Text("channel"),
                            network.Text("on") is "yes" ? "on" : "off",
                        ]
                )
        );

    private static Command List(CommandRunner run, Option<Uri?> workbench)
    {
        var command = new Command("list", "Every network.");
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var answer = await call.OpenWorkbench(workbench)
                    .SendAsync(HttpMethod.Get, "/networks", null, cancellation);
                call.Show(answer, screen => Show(screen, answer));
            }
        );
        return command;
    }

    private static Command Add(CommandRunner run, Option<Uri?> workbench)
    {
        var ssid = Ssid();
        var password = new Option<string?>("--password") { Description = "Its password; without one it is open." };
        var signal = new Option<int?>("--rssi") { Description = "Signal strength in dBm, such as -50." };
        var hidden = new Option<bool>("--hidden") { Description = "It does not tell its name." };
        var command = new Command("add", "Put a network into the air.") { ssid, password, signal, hidden };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var draft = new
                {
                    ssid = call.Value(ssid),
                    password = call.Value(password),
                    rssi = call.Value(signal),
                    hidden = call.Value(hidden),
                };
                var answer = await call.OpenWorkbench(workbench)
                    .SendAsync(HttpMethod.Post, "/networks", draft, cancellation);
                call.Show(answer, screen => screen.Line($"Network \"{draft.ssid}\" is in the air."));
            }
        );
        return command;
    }

    private static Command Remove(CommandRunner run, Option<Uri?> workbench)
    {
        var ssid = Ssid();
        var command = new Command("remove", "Take a network away.") { ssid };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var answer = await call.OpenWorkbench(workbench)
                    .SendAsync(HttpMethod.Delete, Path(call.Value(ssid)), null, cancellation);
                call.Show(answer, screen => screen.Line($"Network \"{call.Value(ssid)}\" is gone."));
            }
        );
        return command;
    }

    private static Command Change(
        CommandRunner run,
        Option<Uri?> workbench,
        string name,
        string description,
        object change
    )
    {
        var ssid = Ssid();
        var command = new Command(name, description) { ssid };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var answer = await call.OpenWorkbench(workbench)
                    .SendAsync(HttpMethod.Patch, Path(call.Value(ssid)), change, cancellation);
                call.Show(answer, screen => screen.Line($"The router of \"{call.Value(ssid)}\" is {name}."));
            }
        );
        return command;
    }

    private static Command Password(CommandRunner run, Option<Uri?> workbench)
    {
        var ssid = Ssid();
        var password = new Argument<string>("password") { Description = "The new password." };
        var command = new Command("password", "Change a network's password; whoever is joined drops off.")
        {
            ssid,
            password,
        };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var change = new { password = call.Value(password) };
                var answer = await call.OpenWorkbench(workbench)
                    .SendAsync(HttpMethod.Patch, Path(call.Value(ssid)), change, cancellation);
                call.Show(answer, screen => screen.Line($"\"{call.Value(ssid)}\" has another password now."));
            }
        );
        return command;
    }

    private static Argument<string> Ssid() => new("ssid") { Description = "The network's name." };

    private static string Path(string ssid) => "/networks/" + Uri.EscapeDataString(ssid);
}
