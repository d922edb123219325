using System.CommandLine;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight sign-out</c>: forgets the stored access token.</summary>
internal static class SignOutCommand
{
    public static Command Create(CommandRunner run)
    {
        var command = new Command("sign-out", "Forget the sign-in that is stored on this machine.");
        run.Set(
            command,
            (call, _) =>
            {
                var signedOut = call.Credentials.Delete();
                if (call.Json)
                    call.Screen.WriteJson(new { signedOut });
                else
                    call.Screen.Line(signedOut ? "Signed out." : "Nobody was signed in.");
                return Task.CompletedTask;
            }
        );
        return command;
    }
}
