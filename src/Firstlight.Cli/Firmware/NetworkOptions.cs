using System.CommandLine;
using Firstlight.Cli.Commands;
using Firstlight.Cli.Provisioning;
using Firstlight.Protocol.Firmware;

namespace Firstlight.Cli.Firmware;

/// <summary>What every unit's file says beside its token.</summary>
internal sealed class NetworkOptions
{
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

    public IEnumerable<Option> All => [Host, Port, Ssid, Password, PasswordStdin, Open];

    /// <summary>Each token's values.</summary>
    /// <exception cref="CommandFailure">The network's password is missing and nobody can be asked, or no device can join it.</exception>
    public async Task<Func<string, PreProvisioning>> ReadAsync(Call call, CancellationToken cancellation)
    {
        var network = await ReadNetworkAsync(call, cancellation);
        if (network is null)
            call.Screen.Remark("(no --ssid: classic Edgent firmware reads its token only together with a network)");
        return token => new PreProvisioning
        {
            Token = token,
            Host = call.Value(Host),
            Port = call.Value(Port),
            Ssid = network?.Ssid,
            Password = network?.Password,
        };
    }

    private async Task<WifiCredentials?> ReadNetworkAsync(Call call, CancellationToken cancellation)
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
