using System.CommandLine;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight claim CODE</c>: a unit comes into the account by the code on its label.</summary>
internal static class ClaimCommand
{
    public static Command Create(CommandRunner run)
    {
        var code = new Argument<string?>("code")
        {
            Description = "What the QR code says, or the code below it. Left out: a line of standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("claim", "Bring a unit into your account by the code on its label.") { code };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var said = call.Optional(code) ?? await call.Surroundings.Input.ReadLineAsync(cancellation);
                if (string.IsNullOrWhiteSpace(said))
                    throw CommandFailure.MissingOption("firstlight claim CODE", "the code");
                var device = await call.OpenCloud().PostAsync("/claims", new { code = said.Trim() }, cancellation);
                call.Show(
                    device,
                    screen =>
                        screen.Line($"Device {device.Text("id")} \"{device.Text("name")}\" is in your account now.")
                );
            }
        );
        return command;
    }
}
