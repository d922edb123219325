using System.CommandLine;
using System.Text.Json;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight devices …</c>: the list, single devices, and making one by hand.</summary>
internal static class DevicesCommand
{
    public static Command Create(CommandRunner run) =>
        new Command("devices", "Your devices; without a further word, the list.")
        {
            Show(run),
            CreateDevice(run),
            Rename(run),
            Delete(run),
            TellCommands.Restart(run),
            TellCommands.Reconfigure(run),
            DatastreamCommands.Get(run),
            DatastreamCommands.Put(run),
            DatastreamCommands.History(run),
        }.ListedBy(List(run));

    public static Argument<long> DeviceId() => new("device") { Description = "The device's number." };

    private static Command List(CommandRunner run)
    {
        var search = new Option<string?>("--search", "-s") { Description = "Part of the name, the id or metadata." };
        var limit = new Option<int?>("--limit") { Description = "Devices per page." };
        var cursor = new Option<string?>("--cursor") { Description = "Where the page begins, from the page before." };
        var command = new Command("list", "A page of devices.") { search, limit, cursor };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var query = Query.Of(
                    ("search", call.Value(search)),
                    ("limit", call.Value(limit)?.ToString()),
                    ("cursor", call.Value(cursor))
                );
                var page = await call.OpenCloud().GetAsync("/devices" + query, cancellation);
                call.Show(
                    page,
                    screen =>
                    {
                        screen.Table(
                            ["id", "name", "template", "online", "activated", "last seen"],
                            page.Items().Select(Row)
                        );
                        if (page.Text("next") is { Length: > 0 } next)
                            screen.Line($"There are more: --cursor {next}");
                    }
                );
            }
        );
        return command;
    }

    private static IReadOnlyList<string?> Row(JsonElement device) =>
        [
            device.Text("id"),
            device.Text("name"),
            device.Text("templateId"),
            device.Text("online"),
            device.Time("activatedAt"),
            device.Time("lastSeenAt"),
        ];

    private static Command Show(CommandRunner run)
    {
        var id = DeviceId();
        var command = new Command("show", "One device.") { id };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var device = await call.OpenCloud().GetAsync($"/devices/{call.Value(id)}", cancellation);
                call.Show(device, screen => screen.Table(["", ""], Members(device)));
            }
        );
        return command;
    }

    /// <summary>One line for each member, those of inner objects included.</summary>
    private static IEnumerable<IReadOnlyList<string?>> Members(JsonElement thing, string prefix = "") =>
        thing
            .EnumerateObject()
            .SelectMany(member =>
                member.Value.ValueKind is JsonValueKind.Object ? Members(member.Value, $"{prefix}{member.Name}: ")
                : member.Name.EndsWith("At", StringComparison.Ordinal)
                    ?
                    [
                        [prefix + member.Name, thing.Time(member.Name)],
                    ]
                :
                [
                    [prefix + member.Name, thing.Text(member.Name)],
                ]
            );

    private static Command CreateDevice(CommandRunner run)
    {
        var template = new Option<string>("--template", "-t") { Description = "Its template's id.", Required = true };
        var name = new Option<string?>("--name", "-n") { Description = "Its name. Default: the template's." };
        var command = new Command("create", "Make a device by hand and print its AuthToken (a secret).")
        {
            template,
            name,
        };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var cloud = call.OpenCloud();
                var templateId = call.Value(template)!;
                // First, because the defines need its name and a device is not made for a template that is not there.
                var kind = await cloud.GetAsync($"/templates/{Uri.EscapeDataString(templateId)}", cancellation);
                var draft = new { templateId, name = call.Value(name) ?? kind.Text("name") };
                var device = await cloud.PostAsync("/devices", draft, cancellation);
                call.Show(
                    device,
                    screen =>
                    {
                        screen.Line($"Device {device.Text("id")} \"{device.Text("name")}\". For the firmware:");
                        screen.Line("");
                        screen.Line($"#define BLYNK_TEMPLATE_ID \"{templateId}\"");
                        screen.Line($"#define BLYNK_TEMPLATE_NAME \"{kind.Text("name")}\"");
                        screen.Line($"#define BLYNK_AUTH_TOKEN \"{device.Text("token")}\"");
                    }
                );
            }
        );
        return command;
    }

    private static Command Rename(CommandRunner run)
    {
        var id = DeviceId();
        var name = new Argument<string>("name") { Description = "The new name." };
        var command = new Command("rename", "Give a device another name.") { id, name };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var device = await call.OpenCloud()
                    .SendAsync(
                        HttpMethod.Patch,
                        $"/devices/{call.Value(id)}",
                        new { name = call.Value(name) },
                        cancellation
                    );
                call.Show(device, screen => screen.Line($"Device {call.Value(id)} is \"{call.Value(name)}\" now."));
            }
        );
        return command;
    }

    private static Command Delete(CommandRunner run)
    {
        var id = DeviceId();
        var command = new Command("delete", "Remove a device, its token and its data for good.") { id };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                await call.OpenCloud().SendAsync(HttpMethod.Delete, $"/devices/{call.Value(id)}", null, cancellation);
                if (call.Json)
                    call.Screen.WriteJson(new { deleted = call.Value(id) });
                else
                    call.Screen.Line($"Device {call.Value(id)} is removed.");
            }
        );
        return command;
    }
}
