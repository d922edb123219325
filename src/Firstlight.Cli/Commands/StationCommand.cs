using System.CommandLine;
using Firstlight.Cli.Station;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight station</c>: one unit after the other, from the bench to its label.</summary>
internal static class StationCommand
{
    public static Command Create(CommandRunner run)
    {
        var options = new StationOptions();
        var command = new Command(
            "station",
            "Walk through a batch at the line: stamp, flash, wait until online, self-test, print, scan the label."
        )
        {
            options.Image,
        };
        foreach (var option in options.All)
            command.Add(option);
        run.Set(command, (call, cancellation) => new StationRun(call, options).RunAsync(cancellation));
        return command;
    }
}
