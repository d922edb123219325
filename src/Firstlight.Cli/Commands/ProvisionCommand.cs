using System.CommandLine;
using Firstlight.Cli.Provisioning;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight provision</c>: what the app on a phone does, on a laptop.</summary>
internal static class ProvisionCommand
{
    public static Command Create(CommandRunner run)
    {
        var options = new ProvisionOptions();
        var command = new Command("provision", "Bring a device in set-up mode onto a network and into your account.");
        foreach (var option in options.All)
            command.Add(option);
        run.Set(command, (call, cancellation) => new ProvisioningRun(call, options).RunAsync(cancellation));
        return command;
    }
}
