using System.CommandLine;
using Firstlight.Cli.Firmware;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight firmware …</c>: what is in a firmware file, and a file for each unit. Needs no cloud.</summary>
internal static class FirmwareCommand
{
    public static Command Create(CommandRunner run) =>
        new("firmware", "Firmware files: what is in one, and one for each unit.") { Inspect(run), Stamp(run) };

    private static Command Inspect(CommandRunner run)
    {
        var file = new Argument<string>("file") { Description = "The firmware file." };
        var command = new Command("inspect", "Tell a file's type, version, area for units' values, and checks.")
        {
            file,
        };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var path = call.Value(file);
                var inspection = new Inspection(path, await FirmwareFile.ReadAsync(path, cancellation));
                inspection.Tell(call);
                return inspection.IsWhole ? ExitCodes.Ok : ExitCodes.FileUnusable;
            }
        );
        return command;
    }

    private static Command Stamp(CommandRunner run)
    {
        var options = new StampOptions();
        var command = new Command("stamp", "Make each unit's file from one: its token, host, port and network.")
        {
            options.Image,
        };
        foreach (var option in options.All)
            command.Add(option);
        run.Set(command, (call, cancellation) => new StampRun(call, options).RunAsync(cancellation));
        return command;
    }
}
