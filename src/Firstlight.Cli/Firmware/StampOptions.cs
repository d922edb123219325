using System.CommandLine;
using Firstlight.Cli.Commands;
using Firstlight.Cli.Provisioning;

namespace Firstlight.Cli.Firmware;

/// <summary>The options of <c>firstlight firmware stamp</c>.</summary>
internal sealed class StampOptions
{
    public Argument<string> Image { get; } = new("image") { Description = "The file that the build made." };

    public Option<string> Tokens { get; } =
        new("--tokens")
        {
            Description = "The exported batch: .csv or .jsonl.",
            HelpName = "FILE",
            Required = true,
        };

    public Option<string> Out { get; } =
        new("--out", "-o")
        {
            Description = "The folder for the units' files.",
            HelpName = "FOLDER",
            Required = true,
        };

    public Option<string?> NameBy { get; } =
        new("--name-by")
        {
            Description = "The column that names the files. Default: Serial Number, else Number.",
            HelpName = "COLUMN",
        };

    public Option<bool> Overwrite { get; } =
        new("--overwrite") { Description = "Replace files that hold something else." };

    public Option<string?> Host { get; } =
        new("--host") { Description = "The cloud's host. Default: the one in the firmware." };

    public Option<int?> Port { get; } =
        new("--port") { Description = "The cloud's port. Default: the one in the firmware." };

    public Option<string?> Ssid { get; } =
        new("--ssid") { Description = "The network that the units shall join.", HelpName = "NAME" };

    public Option<string?> Password { get; } =
        new("--password")
        {
            Description = "Its password. Better: FIRSTLIGHT_WIFI_PASSWORD, --password-stdin, or be asked.",
        };

    public Option<bool> PasswordStdin { get; } =
        new("--password-stdin") { Description = "Read the network's password from standard input." };

    public Option<bool> Open { get; } = new("--open") { Description = "The network has no password." };

    public IEnumerable<Option> All => [Tokens, Out, NameBy, Overwrite, Host, Port, Ssid, Password, PasswordStdin, Open];

    /// <summary>The network that was named; null for none.</summary>
    /// <exception cref="CommandFailure">Its password is missing and nobody can be asked, or no device can join it.</exception>
    public async Task<WifiCredentials?> ReadNetworkAsync(Call call, CancellationToken cancellation)
    {
        if (call.Value(Ssid) is not { } ssid)
            return null;
        var password =
            call.Value(Open) ? ""
            : call.Value(PasswordStdin) ? await call.Surroundings.Input.ReadLineAsync(cancellation)
            : call.Value(Password) ?? call.Surroundings.Variable("FIRSTLIGHT_WIFI_PASSWORD");
        password ??= call.Screen.CanAsk
            ? await call.Screen.AskSecretAsync($"Password of \"{ssid}\" (empty if open):", cancellation)
            : throw CommandFailure.MissingOption(
                "--password-stdin, FIRSTLIGHT_WIFI_PASSWORD, or --open for a network without one",
                "the Wi-Fi password"
            );
        var network = new WifiCredentials(ssid, password);
        network.Check();
        return network;
    }
}
