using Firstlight.Cli.Commands;
using Firstlight.Cli.Output;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Cli.Provisioning;

/// <summary>Finds out which network the device shall join: from the command line, or by asking over the device's scan.</summary>
internal sealed class NetworkChoice(Call call, ProvisionOptions options)
{
    private const string HiddenNetwork = "another one (hidden): type its name";

    public bool NeedsScan => call.Value(options.Ssid) is null;

    /// <exception cref="CommandFailure">Something is missing and nobody can be asked.</exception>
    public void CheckAnswerable()
    {
        if (call.Screen.CanAsk)
            return;
        if (call.Value(options.Ssid) is null)
            throw CommandFailure.MissingOption("--ssid NAME", "the Wi-Fi network");
        if (GivenPassword() is null)
            throw CommandFailure.MissingOption(
                "--password, FIRSTLIGHT_WIFI_PASSWORD, or --open for a network without one",
                "the Wi-Fi password"
            );
    }

    public async Task<WifiCredentials> MakeAsync(IReadOnlyList<WifiScanEntry> networks, CancellationToken cancellation)
    {
        var ssid = call.Value(options.Ssid) ?? await AskNetworkAsync(networks, cancellation);
        var entry = networks.FirstOrDefault(network => network.Ssid == ssid);
        var password =
            GivenPassword()
            ?? (entry is not null && ScanTable.IsOpen(entry) ? "" : null)
            ?? await call.Screen.AskSecretAsync($"Password of \"{PlainText.Of(ssid)}\" (empty if open):", cancellation);
        var credentials = new WifiCredentials(ssid, password);
        credentials.Check();
        if (credentials.MayBeCut)
            call.Screen.Remark(
                "(older firmware cuts network names of 32 bytes; if the device does not find it, that is why)"
            );
        return credentials;
    }

    private string? GivenPassword() =>
        call.Value(options.Open)
            ? ""
            : call.Value(options.Password) ?? call.Surroundings.Variable("FIRSTLIGHT_WIFI_PASSWORD");

    private async Task<string> AskNetworkAsync(IReadOnlyList<WifiScanEntry> networks, CancellationToken cancellation)
    {
        List<string> names = [.. networks.Select(network => network.Ssid).Where(name => name.Length > 0).Distinct()];
        names.Add(HiddenNetwork);
        var chosen = await call.Screen.ChooseAsync("Which network shall it join?", names, name => name, cancellation);
        return ReferenceEquals(chosen, HiddenNetwork)
            ? await call.Screen.AskAsync("The network's name:", cancellation)
            : chosen;
    }
}
