using System.CommandLine;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight templates …</c></summary>
internal static class TemplatesCommand
{
    private static readonly string[] DatastreamTypes = ["Integer", "Double", "String", "Enum", "Location"];

    public static Command Create(CommandRunner run) =>
        new Command("templates", "Device types and their datastreams; without a further word, the list.")
        {
            CreateTemplate(run),
            Show(run),
            AddDatastream(run),
            Delete(run),
        }.ListedBy(List(run));

    private static Command List(CommandRunner run)
    {
        var command = new Command("list", "Every template.");
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var answer = await call.OpenCloud().GetAsync("/templates", cancellation);
                call.Show(
                    answer,
                    screen =>
                        screen.Table(
                            ["id", "name", "hardware", "connection", "datastreams"],
                            answer
                                .Items()
                                .Select(template =>
                                    (IReadOnlyList<string?>)
                                        [
                                            template.Text("id"),
                                            template.Text("name"),
                                            template.Text("hardware"),
                                            template.Text("connectionType"),
                                            template.Items("datastreams").Count().ToString(),
                                        ]
                                )
                        )
                );
            }
        );
        return command;
    }

    private static Command CreateTemplate(CommandRunner run)
    {
        var name = new Argument<string>("name") { Description = "Its name, part of the access point's name." };
        var id = new Option<string?>("--id") { Description = "An id that firmware already carries (TMPL…)." };
        var hardware = new Option<string?>("--hardware") { Description = "The board, such as ESP32." };
        var command = new Command("create", "Make a template.") { name, id, hardware };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var draft = new
                {
                    id = call.Value(id),
                    name = call.Value(name),
                    hardware = call.Value(hardware),
                };
                var answer = await call.OpenCloud().PostAsync("/templates", draft, cancellation);
                call.Show(answer, screen => screen.Line($"{answer.Text("id")}  {answer.Text("name")}"));
            }
        );
        return command;
    }

    private static Command Show(CommandRunner run)
    {
        var id = TemplateId();
        var command = new Command("show", "One template with its datastreams.") { id };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var answer = await call.OpenCloud().GetAsync($"/templates/{Escape(call.Value(id))}", cancellation);
                call.Show(
                    answer,
                    screen =>
                    {
                        screen.Line($"{answer.Text("id")}  {answer.Text("name")}  {answer.Text("hardware")}");
                        screen.Table(
                            ["pin", "name", "type", "min", "max", "unit", "default"],
                            answer
                                .Items("datastreams")
                                .Select(datastream =>
                                    (IReadOnlyList<string?>)
                                        [
                                            $"V{datastream.Text("pin")}",
                                            datastream.Text("name"),
                                            datastream.Text("type"),
                                            datastream.Text("min"),
                                            datastream.Text("max"),
                                            datastream.Text("unit"),
                                            datastream.Text("defaultValue"),
                                        ]
                                )
                        );
                    }
                );
            }
        );
        return command;
    }

    private static Command AddDatastream(CommandRunner run)
    {
        var id = TemplateId();
        var name = new Option<string>("--name") { Description = "Unique in the template.", Required = true };
        var pin = new Option<string>("--pin") { Description = "The virtual pin, V0 to V255.", Required = true };
        var type = new Option<string>("--type") { Description = "What it holds.", DefaultValueFactory = _ => "Double" };
        type.AcceptOnlyFromAmong(DatastreamTypes);
        var minimum = new Option<double?>("--min") { Description = "Lower bound." };
        var maximum = new Option<double?>("--max") { Description = "Upper bound." };
        var unit = new Option<string?>("--unit") { Description = "Shown behind the value." };
        var initial = new Option<string?>("--default") { Description = "The value before the first write." };
        var command = new Command("add-datastream", "Add a datastream to a template.")
        {
            id,
            name,
            pin,
            type,
            minimum,
            maximum,
            unit,
            initial,
        };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var draft = new
                {
                    name = call.Value(name),
                    pin = call.Value(pin),
                    type = call.Value(type),
                    min = call.Value(minimum),
                    max = call.Value(maximum),
                    unit = call.Value(unit),
                    defaultValue = call.Value(initial),
                };
                var path = $"/templates/{Escape(call.Value(id))}/datastreams";
                var answer = await call.OpenCloud().PostAsync(path, draft, cancellation);
                call.Show(answer, screen => screen.Line($"{draft.pin}  {draft.name}  {draft.type}"));
            }
        );
        return command;
    }

    private static Command Delete(CommandRunner run)
    {
        var id = TemplateId();
        var command = new Command("delete", "Remove a template that has no devices.") { id };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var template = call.Value(id);
                await call.OpenCloud()
                    .SendAsync(HttpMethod.Delete, $"/templates/{Escape(template)}", null, cancellation);
                if (call.Json)
                    call.Screen.WriteJson(new { deleted = template });
                else
                    call.Screen.Line($"Template {template} is removed.");
            }
        );
        return command;
    }

    private static Argument<string> TemplateId() => new("template") { Description = "The template's id (TMPL…)." };

    private static string Escape(string segment) => Uri.EscapeDataString(segment);
}
