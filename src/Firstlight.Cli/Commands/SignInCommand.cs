using System.CommandLine;
using Firstlight.Cli.Cloud;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight sign-in</c>: trades e-mail and password for an access token and keeps that.</summary>
internal static class SignInCommand
{
    public static Command Create(CommandRunner run)
    {
        var email = new Option<string?>("--email", "-e")
        {
            Description = "Your e-mail address. Default: FIRSTLIGHT_EMAIL.",
        };
        var password = new Option<string?>("--password")
        {
            Description = "Your password. Better: FIRSTLIGHT_PASSWORD, --password-stdin, or be asked.",
        };
        var passwordStdin = new Option<bool>("--password-stdin")
        {
            Description = "Read the password from standard input.",
        };
        var showToken = new Option<bool>("--show-token")
        {
            Description = "Print the access token (a secret), for use as FIRSTLIGHT_TOKEN elsewhere.",
        };
        var command = new Command("sign-in", "Sign in to the cloud and stay signed in.")
        {
            email,
            password,
            passwordStdin,
            showToken,
        };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var address = call.CloudAddress;
                var who = call.Value(email) ?? call.Surroundings.Variable("FIRSTLIGHT_EMAIL");
                who ??= call.Screen.CanAsk
                    ? await call.Screen.AskAsync($"E-mail for {WebAddress.Text(address)}:", cancellation)
                    : throw CommandFailure.MissingOption("--email or FIRSTLIGHT_EMAIL", "the e-mail address");
                var secret = call.Value(passwordStdin)
                    ? await call.Surroundings.Input.ReadLineAsync(cancellation)
                    : call.Value(password) ?? call.Surroundings.Variable("FIRSTLIGHT_PASSWORD");
                secret ??= call.Screen.CanAsk
                    ? await call.Screen.AskSecretAsync("Password:", cancellation)
                    : throw CommandFailure.MissingOption("--password-stdin or FIRSTLIGHT_PASSWORD", "the password");

                var token = await SignInAsync(call, address, who, secret, cancellation);
                call.Credentials.Write(new StoredCredentials(address, who, token, call.TrustFile(address)));
                var shown = call.Value(showToken) ? token : null;
                if (call.Json)
                    call.Screen.WriteJson(
                        new Dictionary<string, string?>
                        {
                            ["cloud"] = address.ToString(),
                            ["email"] = who,
                            ["accessToken"] = shown,
                        }
                            .Where(member => member.Value is not null)
                            .ToDictionary()
                    );
                else
                    call.Screen.Line(shown ?? $"Signed in to {WebAddress.Text(address)} as {who}.");
            }
        );
        return command;
    }

    private static async Task<string> SignInAsync(
        Call call,
        Uri address,
        string email,
        string password,
        CancellationToken cancellation
    )
    {
        using var cloud = new CloudClient(address, accessToken: null, call.FindTrust(address));
        try
        {
            var answer = await cloud.PostAsync("/sign-in", new { email, password }, cancellation);
            return answer.Text("accessToken") is { Length: > 0 } token
                ? token
                : throw new CommandFailure(
                    ExitCodes.CloudUnavailable,
                    $"What answers at {WebAddress.Text(address)} gave no access token.",
                    "Is it Firstlight? Name another address with --cloud URL."
                );
        }
        catch (CommandFailure refused) when (refused.ExitCode == ExitCodes.NotSignedIn)
        {
            throw new CommandFailure(
                ExitCodes.NotSignedIn,
                $"The cloud at {WebAddress.Text(address)} does not accept this e-mail address and password.",
                "Check both; after several wrong tries the account is locked for a while."
            );
        }
    }
}
