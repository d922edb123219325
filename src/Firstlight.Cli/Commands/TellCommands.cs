using System.CommandLine;

namespace Firstlight.Cli.Commands;

/// <summary>What a connected device may be told: <c>devices restart</c> and <c>devices reconfigure</c>.</summary>
internal static class TellCommands
{
    public static Command Restart(CommandRunner run) =>
        Tell(run, new Command("restart", "Tell a connected device to restart."), "reboot", _ => "to restart.");

    public static Command Reconfigure(CommandRunner run) =>
        Tell(
            run,
            new Command(
                "reconfigure",
                "Tell a connected device to open its access point for another network; it stays the same device."
            ),
            "reconfigure",
            device => $"to open its access point. Bring it home with: firstlight provision --device {device}"
        );

    private static Command Tell(CommandRunner run, Command command, string route, Func<long, string> what)
    {
        var id = DevicesCommand.DeviceId();
        command.Add(id);
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var device = call.Value(id);
                await call.OpenCloud().SendAsync(HttpMethod.Post, $"/devices/{device}/{route}", null, cancellation);
                if (call.Json)
                    call.Screen.WriteJson(new { told = device });
                else
                    call.Screen.Line($"Device {device} has been told {what(device)}");
            }
        );
        return command;
    }
}
