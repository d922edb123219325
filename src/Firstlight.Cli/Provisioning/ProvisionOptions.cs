using System.CommandLine;
using System.Globalization;
using Firstlight.Cli.Commands;

namespace Firstlight.Cli.Provisioning;

/// <summary>The options of <c>firstlight provision</c>.</summary>
internal sealed class ProvisionOptions
{
    public Option<string?> AccessPoint { get; } =
        new("--access-point")
        {
            Description =
                "The device: its URL, or its name in the workbench's air. Default: look there, else http://192.168.4.1.",
            HelpName = "URL|NAME",
        };

    public Option<Uri?> Workbench { get; } = CommonOptions.Workbench();

    public Option<string?> Ssid { get; } =
        new("--ssid") { Description = "The network the device shall join.", HelpName = "NAME" };

    public Option<string?> Password { get; } =
        new("--password") { Description = "Its password. Better: FIRSTLIGHT_WIFI_PASSWORD, or be asked." };

    public Option<bool> Open { get; } = new("--open") { Description = "The network has no password." };

    public Option<long?> Device { get; } =
        new("--device") { Description = "Re-provision this device: its id and data stay.", HelpName = "ID" };

    public Option<string?> Template { get; } =
        new("--template", "-t") { Description = "Accept only a device of this template.", HelpName = "TMPL…" };

    public Option<int> Timeout { get; } =
        new("--timeout") { Description = "Seconds to wait for the device after the hand-over.", HelpName = "SECONDS" };

    public Option<bool> ShowToken { get; } =
        new("--show-token") { Description = "Print the new AuthToken (a secret)." };

    public Option<bool> Code { get; } =
        new("--code")
        {
            Description =
                "Print the short code for the device's own page and wait; this computer does not join the device.",
        };

    public ProvisionOptions()
    {
        // Switch 1.1 s, Wi-Fi up to 50 s, cloud up to 50 s, an error's 10 s, a restart, and some air. With a code a person
        // walks to the device first.
        Timeout.DefaultValueFactory = result => result.GetValue(Code) ? 900 : 130;
        Timeout.Validators.Add(result =>
        {
            if (
                result.Tokens is [var word]
                && !(
                    int.TryParse(word.Value, CultureInfo.InvariantCulture, out var seconds)
                    && seconds is >= 1 and <= 3600
                )
            )
                result.AddError("--timeout is 1 to 3600 seconds.");
        });
    }

    public IEnumerable<Option> All =>
        [AccessPoint, Workbench, Ssid, Password, Open, Device, Template, Timeout, ShowToken, Code];
}
